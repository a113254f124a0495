using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The total correlation that the codes of all images would have if they were jointly normal: −½ log det R nats, R
/// their matrix of correlations. It needs no factors, sees linear dependence only, and is 0 for uncorrelated codes (the
/// score of that name in Locatello et al. 2019).
/// </summary>
public static class GaussianTotalCorrelation
{
    /// <summary>
    /// The value for samples of the posteriors N(μ, diag σ²), whose covariance is Cov μ + diag E[σ²]: means and
    /// log-variances (n, d), n above d.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes differ, there are too few images, or a value is not
    /// finite.</exception>
    public static double Compute(Tensor mu, Tensor logVar)
    {
        Require.Codes(mu, nameof(mu));
        Require.SameShape(mu, logVar, nameof(mu), nameof(logVar));
        if (mu.shape[0] <= mu.shape[1])
            throw new ArgumentException($"The covariance of {mu.shape[1]} codes needs more images than codes; there "
                + $"are {mu.shape[0]}.", nameof(mu));
        Require.Squarable(mu, nameof(mu));
        Require.LogVariance(logVar, nameof(logVar));
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var centred = mu.to(float64) - mu.to(float64).mean([0L]);
        var covariance = centred.t().mm(centred) / mu.shape[0] + logVar.to(float64).exp().mean([0L]).diag();
        var value = 0.5 * (covariance.diag().log().sum() - logdet(covariance)).item<double>();
        return double.IsFinite(value)
            ? Math.Max(0, value)
            : throw new ArgumentException("Means and log-variances must be finite.", nameof(mu));
    }
}
