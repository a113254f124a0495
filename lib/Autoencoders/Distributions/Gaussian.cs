using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The Gaussian likelihood of pixels: with one variance σ² for all it is what a squared error stands for.
/// </summary>
/// <remarks>Chapter 7, <i>A likelihood for pixels</i>.</remarks>
public static class Gaussian
{
    /// <summary>
    /// −log N(x; mean, σ² I) for each image, in nats: Σ (x − mean)² / (2σ²) + ½ D log 2πσ², (n, …), (n, …) to (n).
    /// </summary>
    /// <exception cref="ArgumentException">The shapes differ, or the variance is not positive.</exception>
    public static Tensor NegativeLogLikelihood(Tensor x, Tensor mean, double variance)
    {
        Require.Variance(variance, nameof(variance));
        var pixels = x.shape.Skip(1).Aggregate(1L, (product, size) => product * size);
        return SquaredError(x, mean) / (2 * variance) + 0.5 * pixels * Math.Log(2 * Math.PI * variance);
    }

    /// <summary>
    /// −log N(x; mean, diag σ²) for each image with a variance for every pixel, given as log σ², in nats: (n, …) three
    /// times to (n). It has no lower bound where a pixel is always reproduced exactly: clamp log σ² or share one σ².
    /// </summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor NegativeLogLikelihood(Tensor x, Tensor mean, Tensor logVariance)
    {
        Require.SameShape(x, mean, nameof(mean));
        Require.SameShape(x, logVariance, nameof(logVariance));
        return 0.5 * ((x - mean).square() * (-logVariance).exp() + logVariance + Math.Log(2 * Math.PI)).flatten(1)
            .sum(1);
    }

    /// <summary>‖x − mean‖² for each image, summed over all but the first dimension: (n, …), (n, …) to (n).</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor SquaredError(Tensor x, Tensor mean)
    {
        Require.SameShape(x, mean, nameof(mean));
        return (x - mean).square().flatten(1).sum(1);
    }
}
