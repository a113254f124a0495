using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Vectors at positions, (n, D, …), as the rows that a quantiser takes, and back: in sequences there is one dimension
/// of positions, in pictures two.
/// </summary>
internal static class CodePositions
{
    /// <summary>
    /// Quantises all positions: output (n, D, …), index (n, …), or (n, …, depth), and the penalty of each example
    /// summed over its positions, (n).
    /// </summary>
    public static Quantized Quantize(IQuantizer quantizer, Tensor z, Tensor rows)
    {
        var q = quantizer.Quantize(rows);
        long[] places = [z.shape[0], .. z.shape[2..]];
        Tensor PerExample(Tensor perVector) => perVector.reshape(places[0], -1).sum(1);
        return new(Vectors(q.Output, places), q.Index.reshape([.. places, .. q.Index.shape[1..]]),
            new Loss(PerExample(q.Penalty.Total),
                [.. q.Penalty.Terms.Select(term => (term.Name, PerExample(term.Value)))]));
    }

    /// <summary>The vectors that codes stand for: int64, (n, …), or (n, …, depth), to (n, D, …).</summary>
    /// <param name="quantizer">Whose codes they are.</param>
    /// <param name="index">The codes.</param>
    /// <param name="dimensions">How many dimensions the positions have.</param>
    public static Tensor Lookup(IQuantizer quantizer, Tensor index, int dimensions) =>
        Vectors(quantizer.Lookup(quantizer.Depth == 1 ? index.flatten() : index.flatten(0, dimensions)),
            index.shape[..(1 + dimensions)]);

    /// <summary>The vectors as rows, position after position: (n, D, …) to (n · …, D).</summary>
    public static Tensor Rows(Tensor z) =>
        z.permute([0, .. Enumerable.Range(2, (int)z.dim() - 2).Select(i => (long)i), 1]).reshape(-1, z.shape[1]);

    // Rows (n · …, D) for the places (n, …) to (n, D, …).
    private static Tensor Vectors(Tensor rows, long[] places) =>
        rows.reshape([.. places, -1])
        .permute([0, places.Length, .. Enumerable.Range(1, places.Length - 1).Select(i => (long)i)]);
}
