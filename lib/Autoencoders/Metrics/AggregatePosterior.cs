using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The codes of all images together, q(z) = (1/n) Σ_i q(z|x_i), a mixture of n Gaussians, and what it makes of the mean
/// divergence (Hoffman and Johnson 2016):
/// <code>(1/n) Σ_i KL(q(z|x_i) ‖ p(z)) = I(x; z) + KL(q(z) ‖ p(z))</code>
/// with x uniform over the n images given.
/// </summary>
/// <remarks>Chapter 7, <i>Looking at the trained model</i>.</remarks>
public static class AggregatePosterior
{
    private const int Rows = 500;

    /// <summary>
    /// log q(z) in nats: codes (m, k) and the n posteriors' means and log-variances, (n, k), to (m). Computed in double
    /// precision.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not belong together, or a value is not finite.</exception>
    public static Tensor LogDensity(Tensor z, Tensor mu, Tensor logVar)
    {
        Require.Matrix(z, nameof(z), "codes as rows, (m, k)");
        Require.Matrix(mu, nameof(mu), "posterior means as rows, (n, k)");
        Require.SameShape(mu, logVar, nameof(mu), nameof(logVar));
        if (z.shape[1] != mu.shape[1])
            throw new ArgumentException(
                $"The codes have {z.shape[1]} dimensions and the posteriors {mu.shape[1]}.", nameof(z));
        Require.Squarable(z, nameof(z));
        Require.Squarable(mu, nameof(mu));
        Require.LogVariance(logVar, nameof(logVar));
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var (codes, m, v) = (z.to(float64), mu.to(float64), logVar.to(float64));
        var parts = new List<Tensor>();
        for (long first = 0; first < z.shape[0]; first += Rows)
        {
            using var part = NewDisposeScope();
            var rows = codes.narrow(0, first, Math.Min(Rows, z.shape[0] - first));
            var each = DiagonalGaussian.LogDensities(rows, m, v);                            // (rows, n)
            parts.Add((each.logsumexp(1) - Math.Log(mu.shape[0])).MoveToOuterDisposeScope());
        }
        return cat(parts).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The mean divergence to N(0, I) and its two parts, each the mean over the same samples of all images' posteriors,
    /// in nats. The mutual information of n images is at most log n.
    /// </summary>
    /// <param name="mu">The means, (n, k).</param>
    /// <param name="logVar">The log-variances, (n, k).</param>
    /// <param name="samples">Samples an image, at least 1.</param>
    /// <param name="generator">Where the noise comes from; the global generator if not given.</param>
    /// <exception cref="ArgumentException">The shapes do not belong together, or a value is not finite.</exception>
    public static AggregateSplit Split(Tensor mu, Tensor logVar, int samples = 1, Generator? generator = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        Require.Matrix(mu, nameof(mu), "posterior means as rows, (n, k)");
        Require.SameShape(mu, logVar, nameof(mu), nameof(logVar));
        Require.Squarable(mu, nameof(mu));
        Require.LogVariance(logVar, nameof(logVar));
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var (m, v) = (mu.to(float64).repeat_interleave(samples, 0), logVar.to(float64).repeat_interleave(samples, 0));
        var z = DiagonalGaussian.Sample(m, v, generator);
        var aggregate = LogDensity(z, mu, logVar);
        var information = (DiagonalGaussian.LogDensity(z, m, v) - aggregate).mean().item<double>();
        var divergence = (aggregate - new StandardNormal(mu.shape[1]).LogDensity(z)).mean().item<double>();
        return new AggregateSplit(information, divergence);
    }
}

/// <summary>The two parts of the mean divergence, in nats.</summary>
/// <param name="MutualInformation">I(x; z): what a code tells of which image it is.</param>
/// <param name="AggregateKl">KL(q(z) ‖ p(z)): how far all codes together are from the prior.</param>
public sealed record AggregateSplit(double MutualInformation, double AggregateKl)
{
    /// <summary>Their sum, the mean divergence of the single posteriors to the prior.</summary>
    public double MeanKl => MutualInformation + AggregateKl;
}
