using System.Text.Json;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Metrics.Disentanglement;

/// <summary>
/// Representations whose scores are known: two factors of four values on the full grid, and five of ten values drawn at
/// random.
/// </summary>
internal static class Toys
{
    private static readonly FactorSpace Grid = new(Factor.Even("a", 0, 3, 4), Factor.Even("b", 0, 3, 4));
    private static readonly FactorSpace Five = new([.. "abcde".Select(name => Factor.Even($"{name}", 0, 9, 10))]);

    /// <summary>All 16 combinations of two factors, int64 (16, 2).</summary>
    public static Tensor Pairs { get; } = Grid.Classes(arange(16));

    /// <summary>So many combinations of five factors, int64 (count, 5).</summary>
    public static Tensor Drawn(int count = 20_000, int seed = 1) => Five.Classes(Five.Sample(count, seed));

    /// <summary>Codes made from the two factors, float64 (16, d).</summary>
    public static Tensor Code(Func<long, long, double[]> code) =>
        tensor(Pairs.data<long>().ToArray().Chunk(2).SelectMany(pair => code(pair[0], pair[1])).ToArray())
        .reshape(16, -1);

    /// <summary>A named code of five factors, (n, 5) or (n, 10).</summary>
    public static Tensor Code(string kind, Tensor factors)
    {
        var v = factors.to(float64);
        using var generator = new Generator(3);
        return kind switch
        {
            "identity" => v,
            "permuted" => v.index_select(1, tensor([3L, 0, 4, 1, 2])).neg(),
            "duplicated" => cat([v, v], 1),
            "constant" => zeros_like(v),
            "rotated" => v.matmul(Recorded.Read("disentanglement").GetProperty("toys").GetProperty("turn").Matrix()),
            "noise" => randn(v.shape, float64, generator: generator),
            "allInOne" =>
                cat([v.matmul(tensor([1e-4, 1e-3, 1e-2, 1e-1, 1]).reshape(5, 1)), zeros(v.shape[0], 4, float64)], 1),
            _ => throw new ArgumentException(kind),
        };
    }

    /// <summary>A matrix of numbers that a script wrote, float64.</summary>
    public static Tensor Matrix(this JsonElement element)
    {
        var rows = element.EnumerateArray().Select(Recorded.Numbers).ToArray();
        return tensor(rows.SelectMany(row => row).ToArray()).reshape(rows.Length, -1);
    }

    /// <summary>What is measured on the recorded codes: the file's part "measured".</summary>
    public static JsonElement Measured { get; } = Recorded.Read("disentanglement").GetProperty("measured");

    public static Tensor Codes => Measured.GetProperty("codes").Matrix();

    public static Tensor Factors => Measured.GetProperty("factors").Matrix().to(int64);

    /// <summary>The first half of recorded codes, to train on, and the second, to test on.</summary>
    public static (CodedFactors Train, CodedFactors Test) Halves(JsonElement recorded)
    {
        var all = CodedFactors.Read(recorded.GetProperty("codes").Matrix(),
            recorded.GetProperty("factors").Matrix().to(int64));
        return (all.Rows([.. Enumerable.Range(0, all.Count / 2)]),
            all.Rows([.. Enumerable.Range(all.Count / 2, all.Count / 2)]));
    }
}
