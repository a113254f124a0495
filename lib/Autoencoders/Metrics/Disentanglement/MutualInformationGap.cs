using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The mutual information gap, MIG (Chen, Li, Grosse and Duvenaud 2018): how far the code that tells most of a factor
/// is ahead of the next, as a share of the factor's entropy: (I(z₁; v) − I(z₂; v))/H(v). It asks whether each factor
/// lies in one code; whether a code holds one factor it does not ask, see <see cref="MutualInformationGapSupplement"/>.
/// </summary>
/// <remarks>Chapter 12, <i>Gaps: MIG, MIG-sup, modularity</i>.</remarks>
public static class MutualInformationGap
{
    /// <summary>
    /// The mean over the factors, in [0, 1]: codes (n, d), the factors' classes int64 (n, k). Usual: 10,000 images, 20
    /// bins.
    /// </summary>
    /// <exception cref="ArgumentException">As <see cref="FactorInformation.Measure(Tensor, Tensor, int)"/>.</exception>
    public static double Compute(Tensor codes, Tensor factors, int bins = FactorInformation.UsualBins) =>
        PerFactor(FactorInformation.Measure(codes, factors, bins)).Average();

    /// <summary>The gap of each factor, (k); with a single code dimension the next one tells nothing.</summary>
    public static double[] PerFactor(FactorInformation information) =>
        [.. information.FactorEntropy.Select(
            (entropy, k) => TopTwo.Gap(TopTwo.Column(information.Information, k)) / entropy)];
}
