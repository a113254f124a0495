using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// What each code dimension tells of each factor: I(z_j; v_k) and the entropies of both, in nats, counted from a table.
/// Codes are cut into bins of equal width between their smallest and largest value; a code that is constant has one
/// bin. The estimate is the plug-in one: with few images for each cell of a table it is too high, by about (bins −
/// 1)(classes − 1)/2n. With fewer bins than a factor has classes not even the factor itself as a code reaches H(v_k).
/// </summary>
/// <remarks>Chapter 12, <i>Information between a code and a factor</i>.</remarks>
/// <param name="Information">I(z_j; v_k), (d, k).</param>
/// <param name="CodeEntropy">H(z_j) of the binned codes, (d).</param>
/// <param name="FactorEntropy">H(v_k), (k).</param>
public sealed record FactorInformation(double[,] Information, double[] CodeEntropy, double[] FactorEntropy)
{
    /// <summary>Bins that are usual since Locatello et al. (2019).</summary>
    public const int UsualBins = 20;

    /// <summary>Counts the tables of all pairs: codes (n, d), the factors' classes int64 (n, k).</summary>
    /// <param name="codes">The codes, (n, d), usually the posteriors' means.</param>
    /// <param name="factors">The classes of the factors behind the images, int64 (n, k).</param>
    /// <param name="bins">Bins for each code, at least 2.</param>
    /// <exception cref="ArgumentException">The shapes do not belong together, codes are not finite, a factor does not
    /// vary, or there is one bin.</exception>
    public static FactorInformation Measure(Tensor codes, Tensor factors, int bins = UsualBins) =>
        Measure(CodedFactors.Read(codes, factors), bins);

    internal static FactorInformation Measure(CodedFactors data, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        var binned = data.Codes.Select(column => Bins(column, bins)).ToArray();
        var information = new double[binned.Length, data.Factors.Length];
        for (var j = 0; j < binned.Length; j++)
            for (var k = 0; k < data.Factors.Length; k++)
                information[j, k] = Mutual(binned[j], bins, data.Factors[k], data.Classes[k]);
        return new(information,
            [.. binned.Select(column => Mutual(column, bins, column, bins))],
            [.. data.Factors.Select((column, k) => Mutual(column, data.Classes[k], column, data.Classes[k]))]);
    }

    // The bin of each value; an edge belongs to the bin above it, the largest value to the last.
    internal static int[] Bins(double[] values, int bins)
    {
        var (low, high) = (values.Min(), values.Max());
        if (low == high) return new int[values.Length];
        var width = (high - low) / bins;
        var edges = Enumerable.Range(1, bins - 1).Select(i => low + i * width).ToArray();
        return Array.ConvertAll(values, value => Array.BinarySearch(edges, value) is var found && found < 0
            ? ~found
            : found + 1);
    }

    private static double Mutual(int[] a, int classesA, int[] b, int classesB)
    {
        var (both, countA, countB) = (new int[classesA * classesB], new int[classesA], new int[classesB]);
        for (var i = 0; i < a.Length; i++)
        {
            both[a[i] * classesB + b[i]]++;
            countA[a[i]]++;
            countB[b[i]]++;
        }
        var (sum, n) = (0.0, (double)a.Length);
        for (var cell = 0; cell < both.Length; cell++)
            if (both[cell] > 0)
                sum += both[cell] / n
                    * Math.Log(both[cell] * n / ((double)countA[cell / classesB] * countB[cell % classesB]));
        return Math.Max(0, sum);
    }
}
