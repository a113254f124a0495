using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The Kullback–Leibler divergence between diagonal Gaussians in closed form, in nats; log-variances throughout.
/// </summary>
/// <remarks>Chapter 7, <i>The divergence between Gaussians</i>.</remarks>
public static class GaussianKl
{
    /// <summary>
    /// KL(N(μ, σ²) ‖ N(0, 1)) = ½ (μ² + σ² − log σ² − 1), summed over the k dimensions: (n, k), (n, k) to (n).
    /// </summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor ToStandardNormal(Tensor mu, Tensor logVar) => PerDimension(mu, logVar).sum(-1L);

    /// <summary>The terms of <see cref="ToStandardNormal"/>, one a dimension: (n, k), (n, k) to (n, k).</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor PerDimension(Tensor mu, Tensor logVar)
    {
        Require.SameShape(mu, logVar, nameof(mu), nameof(logVar));
        // expm1 keeps σ² − 1 exact where σ² is near 1.
        return 0.5 * (mu.square() + logVar.expm1() - logVar);
    }

    /// <summary>
    /// KL(N(μ₀, σ₀²) ‖ N(μ₁, σ₁²)) = ½ [log σ₁²/σ₀² + (σ₀² + (μ₀ − μ₁)²)/σ₁² − 1], summed over the k dimensions: (n, k)
    /// each to (n).
    /// </summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Between(Tensor mu0, Tensor logVar0, Tensor mu1, Tensor logVar1)
    {
        Require.SameShape(mu0, logVar0, nameof(mu0), nameof(logVar0));
        Require.SameShape(mu0, mu1, nameof(mu0), nameof(mu1));
        Require.SameShape(mu0, logVar1, nameof(mu0), nameof(logVar1));
        var ratio = logVar0 - logVar1;
        return 0.5 * (ratio.expm1() - ratio + (mu0 - mu1).square() * (-logVar1).exp()).sum(-1L);
    }

    /// <summary>
    /// KL(N(μ, σ²) ‖ N(μ_c, σ_c²)) of every one of n Gaussians to every one of K, summed over the k dimensions: (n, k),
    /// (n, k) and (K, k), (K, k) to (n, K).
    /// </summary>
    /// <exception cref="ArgumentException">Means and log-variances differ in shape, or the two sets in their
    /// dimensions.</exception>
    public static Tensor ToEach(Tensor mu, Tensor logVar, Tensor centres, Tensor centresLogVar)
    {
        Require.SameShape(mu, logVar, nameof(mu), nameof(logVar));
        // E_q[log N(z; μ_c, σ_c²)] is the density at the mean, less ½ Σ σ²/σ_c².
        // (n, K)
        var crossEntropy = 0.5 * nn.functional.linear(logVar.exp(), (-centresLogVar).exp())
            - DiagonalGaussian.LogDensities(mu, centres, centresLogVar);
        var entropy = 0.5 * (logVar + 1 + Math.Log(2 * Math.PI)).sum(-1L, keepdim: true);           // (n, 1)
        return crossEntropy - entropy;
    }
}
