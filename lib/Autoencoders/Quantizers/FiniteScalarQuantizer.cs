using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// No table: each number of a short vector is squashed and rounded to one of a few levels (Mentzer, Minnen, Agustsson
/// and Tschannen, Finite Scalar Quantization: VQ-VAE Made Simple, 2023, arXiv:2309.15505). The codes are all
/// combinations, K = ∏ L_i; there is no penalty and nothing to collapse.
/// </summary>
/// <remarks>Chapter 13, <i>Other quantisers on the same encoder</i>.</remarks>
public sealed class FiniteScalarQuantizer : IQuantizer
{
    private readonly long[] levels;
    private readonly long[] place; // what a level of each number counts in the index

    /// <summary>A grid of so many levels for each number, e.g. 8, 4, 4 for 128 codes of three numbers.</summary>
    /// <exception cref="ArgumentException">There are no levels, a number has fewer than three, or there are 2⁶² codes
    /// or more.</exception>
    public FiniteScalarQuantizer(params long[] levels)
    {
        if (levels.Length == 0 || levels.Any(level => level < 3))
            throw new ArgumentException(
                $"Each number needs three levels or more; given are [{string.Join(", ", levels)}].", nameof(levels));
        if (levels.Sum(level => Math.Log2(level)) >= 62)
            throw new ArgumentException("There are too many codes for an index of 64 bits.", nameof(levels));
        this.levels = [.. levels];
        place = new long[levels.Length];
        Codes = 1;
        for (var i = 0; i < levels.Length; i++) (place[i], Codes) = (Codes, Codes * levels[i]);
    }

    /// <inheritdoc/>
    public long Dimension => levels.Length;

    /// <inheritdoc/>
    public long Codes { get; }

    /// <inheritdoc/>
    public Quantized Quantize(Tensor z)
    {
        CodebookQuantizer.RequireVectors(z, Dimension);
        var bounded = Bound(z); // (m, D), hardly beyond the outer levels
        var half = Numbers(levels.Select(level => level / 2), z);                // (D)
        // (D), above 0 there is one level fewer if they are even
        var last = Numbers(levels.Select(level => (level - 1) / 2), z);
        var rounded = bounded.detach().round().maximum(-half).minimum(last);     // (m, D), whole numbers from −⌊L/2⌋
        var index = ((rounded + half).to(int64) * tensor(place, device: z.device)).sum(1); // (m)
        return new(VectorQuantization.StraightThrough(bounded, rounded) / half, index,
            new Loss(zeros(z.shape[0], dtype: z.dtype, device: z.device)));
    }

    /// <inheritdoc/>
    public Tensor Lookup(Tensor index)
    {
        Require.Index(index, Codes, nameof(index));
        var (sizes, halves) = (tensor(levels, device: index.device),
            tensor([.. levels.Select(level => level / 2)], device: index.device));
        var level = index.unsqueeze(1).floor_divide(tensor(place, device: index.device)).remainder(sizes); // (m, D)
        return (level - halves).to(float32) / halves;
    }

    // tanh, scaled to the levels of each number and moved so that 0 stays 0; an even number of levels has one more
    // below 0 than above.
    private Tensor Bound(Tensor z)
    {
        const double Beyond = 1 + 1e-3; // a little beyond the outer levels, so that rounding reaches them
        var reach = levels.Select(level => (level - 1) / 2.0 * Beyond).ToArray();
        var below = levels.Select(level => level % 2 == 0 ? 0.5 : 0).ToArray();
        var shift = reach.Zip(below, (r, b) => Math.Atanh(b / r));
        return (z + Numbers(shift, z)).tanh() * Numbers(reach, z) - Numbers(below, z);
    }

    private static Tensor Numbers<T>(IEnumerable<T> values, Tensor like) where T : IConvertible =>
        tensor([.. values.Select(value => Convert.ToDouble(value, null))], like.dtype, like.device);
}
