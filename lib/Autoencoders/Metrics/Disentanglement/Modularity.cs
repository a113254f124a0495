using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Modularity (Ridgeway and Mozer 2018, section 3): whether each code tells of one factor only,
/// <code>1 − Σ_{k≠*} I(z_j; v_k)² / ((K − 1) I(z_j; v_*)²),   * the factor that code j tells most of</code>
/// averaged over all codes; one that tells nothing at all counts as 0. It does not ask whether the codes hold all
/// factors, nor how much they tell: a code with a trace of one factor is as modular as one with all of it.
/// </summary>
/// <remarks>Chapter 12, <i>Gaps: MIG, MIG-sup, modularity</i>.</remarks>
public static class Modularity
{
    /// <summary>
    /// The mean over the codes, in [0, 1]: codes (n, d), the factors' classes int64 (n, k), k at least 2. Usual: 10,000
    /// images, 20 bins.
    /// </summary>
    /// <exception cref="ArgumentException">As <see cref="FactorInformation.Measure(Tensor, Tensor, int)"/>, or there is
    /// one factor only.</exception>
    public static double Compute(Tensor codes, Tensor factors, int bins = FactorInformation.UsualBins) =>
        PerCode(FactorInformation.Measure(codes, factors, bins)).Average();

    /// <summary>The modularity of each code, (d).</summary>
    /// <exception cref="ArgumentException">There is one factor only.</exception>
    public static double[] PerCode(FactorInformation information)
    {
        var factors = information.FactorEntropy.Length;
        if (factors < 2)
            throw new ArgumentException("Modularity compares factors; there is one only.", nameof(information));
        return [.. Enumerable.Range(0, information.CodeEntropy.Length).Select(j =>
        {
            double[] squares = [.. TopTwo.Row(information.Information, j).Select(nats => nats * nats)];
            var most = squares.Max();
            return most == 0 ? 0 : 1 - (squares.Sum() - most) / (most * (factors - 1));
        })];
    }
}
