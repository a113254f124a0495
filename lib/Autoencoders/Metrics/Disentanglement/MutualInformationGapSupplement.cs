using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// MIG-sup (Li, Murkute, Gyawali and Wang 2020): the gap seen from the codes. How far the factor that a code tells most
/// of is ahead of the next, each as a share of its factor's entropy, averaged over the codes that tell anything. It is
/// low where one code holds two factors, which <see cref="MutualInformationGap"/> does not notice.
/// </summary>
/// <remarks>Chapter 12, <i>Gaps: MIG, MIG-sup, modularity</i>.</remarks>
public static class MutualInformationGapSupplement
{
    /// <summary>
    /// The mean over the informative codes, those with I(z_j; v_k) of at least <paramref name="threshold"/> of H(v_k)
    /// for some factor; 0 if there are none. Codes (n, d), the factors' classes int64 (n, k).
    /// </summary>
    /// <exception cref="ArgumentException">As <see cref="FactorInformation.Measure(Tensor, Tensor, int)"/>.</exception>
    public static double Compute(Tensor codes, Tensor factors, int bins = FactorInformation.UsualBins,
        double threshold = 0.05)
    {
        var gaps = PerCode(FactorInformation.Measure(codes, factors, bins), threshold)
            .Where(gap => !double.IsNaN(gap)).ToArray();
        return gaps.Length == 0 ? 0 : gaps.Average();
    }

    /// <summary>The gap of each code, (d); NaN where the code tells nothing.</summary>
    public static double[] PerCode(FactorInformation information, double threshold = 0.05)
    {
        double[] Shares(int j) =>
            [.. information.FactorEntropy.Select((entropy, k) => information.Information[j, k] / entropy)];
        return [.. Enumerable.Range(0, information.CodeEntropy.Length).Select(Shares)
            .Select(shares => shares.Max() < threshold ? double.NaN : TopTwo.Gap(shares))];
    }
}
