using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// N(μ, diag σ²) over codes, given by its mean and log-variance. The codes' k dimensions are the last ones; dimensions
/// before them broadcast, so that many samples (s, n, k) meet one mean (n, k) each.
/// </summary>
/// <remarks>Chapter 7, <i>A gradient through a random draw</i>.</remarks>
public static class DiagonalGaussian
{
    /// <summary>
    /// Reparameterized samples z = μ + σ ε (Kingma and Welling 2014, section 2.4), through which gradients reach μ and
    /// log σ²: (n, k), (n, k) to (n, k).
    /// </summary>
    /// <param name="mu">The means, (n, k).</param>
    /// <param name="logVar">The log-variances, (n, k).</param>
    /// <param name="generator">Where ε comes from; the global generator if not given.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Sample(Tensor mu, Tensor logVar, Generator? generator = null)
    {
        Require.SameShape(mu, logVar, nameof(mu), nameof(logVar));
        return At(mu, logVar, randn(mu.shape, mu.dtype, mu.device, generator: generator));
    }

    /// <summary>The code z = μ + exp(½ log σ²) ε that belongs to the noise <paramref name="eps"/>, (…, k).</summary>
    /// <exception cref="ArgumentException">The means and log-variances differ in shape, or the noise in its last
    /// dimension.</exception>
    public static Tensor At(Tensor mu, Tensor logVar, Tensor eps)
    {
        Codes(eps, mu, logVar, nameof(eps));
        return mu + (0.5 * logVar).exp() * eps;
    }

    /// <summary>log N(z; μ, diag σ²) in nats, summed over the last dimension: (…, k) to (…).</summary>
    /// <exception cref="ArgumentException">The means and log-variances differ in shape, or the codes in their last
    /// dimension.</exception>
    public static Tensor LogDensity(Tensor z, Tensor mu, Tensor logVar)
    {
        Codes(z, mu, logVar, nameof(z));
        return -0.5 * ((z - mu).square() * (-logVar).exp() + logVar + Math.Log(2 * Math.PI)).sum(-1L);
    }

    /// <summary>
    /// log N(z; μ_c, diag σ_c²) of every code under every one of K Gaussians, in nats: codes (…, k), means and
    /// log-variances (K, k), to (…, K).
    /// </summary>
    /// <exception cref="ArgumentException">The means and log-variances differ in shape or are no matrices, or the codes
    /// have other dimensions.</exception>
    public static Tensor LogDensities(Tensor z, Tensor mu, Tensor logVar)
    {
        Require.Matrix(mu, nameof(mu), "the means of K Gaussians, (K, k)");
        Codes(z, mu, logVar, nameof(z));
        // The terms below are large far from the origin and their difference small: around the median of the means,
        // which no single far Gaussian moves, it keeps its digits.
        var centre = mu.detach().sort(0).Values.select(0, (mu.shape[0] - 1) / 2);                   // (k)
        (z, mu) = (z - centre, mu - centre);
        var precision = (-logVar).exp();                                                            // (K, k)
        var constant = (mu.square() * precision + logVar + Math.Log(2 * Math.PI)).sum(1);           // (K)
        // Σ (z − μ)²/σ² multiplied out: two products of matrices in place of a tensor (…, K, k).
        return -0.5
            * (nn.functional.linear(z.square(), precision) - 2 * nn.functional.linear(z, mu * precision) + constant);
    }

    private static void Codes(Tensor z, Tensor mu, Tensor logVar, string name)
    {
        Require.SameShape(mu, logVar, nameof(mu), nameof(logVar));
        if (z.dim() == 0 || mu.dim() == 0 || z.shape[^1] != mu.shape[^1])
            throw new ArgumentException($"{name} has the shape ({string.Join(", ", z.shape)}) and "
                + $"mu ({string.Join(", ", mu.shape)}); the last dimension, the codes', must be the same.", name);
    }
}
