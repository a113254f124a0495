using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The Bernoulli likelihood of pixels in [0, 1] whose probabilities are given as logits a: p = 1/(1 + exp(−a)).
/// For grey pixels it is the cross-entropy, not the logarithm of a normalised density.
/// </summary>
/// <remarks>Chapter 1, <i>A loss with a unit</i>.</remarks>
public static class Bernoulli
{
    /// <summary>
    /// −Σ [x log p + (1 − x) log(1 − p)] for each image, in nats, summed over all but the first dimension:
    /// (n, …), (n, …) to (n). Computed from the logits, so that it is finite for any finite logit.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes differ, or a pixel lies outside [0, 1].</exception>
    public static Tensor NegativeLogLikelihood(Tensor x, Tensor logits)
    {
        Require.SameShape(x, logits, nameof(logits));
        Require.UnitInterval(x, nameof(x));
        // (n, …)
        var perPixel = nn.functional.binary_cross_entropy_with_logits(logits, x, reduction: nn.Reduction.None);
        return perPixel.flatten(1).sum(1);
    }

    /// <summary>
    /// −log p(x) of black-and-white images, in nats: <see cref="NegativeLogLikelihood"/> where it is the logarithm of a
    /// probability, so that a number of binarised images is never compared with one of grey ones. (n, …), (n, …) to
    /// (n).
    /// </summary>
    /// <exception cref="ArgumentException">The shapes differ, or a pixel is neither 0 nor 1.</exception>
    public static Tensor NegativeLogProbability(Tensor x, Tensor logits)
    {
        Require.BlackOrWhite(x, nameof(x));
        return NegativeLogLikelihood(x, logits);
    }

    /// <summary>
    /// The smallest value that <see cref="NegativeLogLikelihood"/> can take on each image: the pixels' entropy
    /// Σ H(x), in nats, (n, …) to (n). Zero for black-and-white images.
    /// </summary>
    /// <exception cref="ArgumentException">A pixel lies outside [0, 1].</exception>
    public static Tensor Entropy(Tensor x)
    {
        Require.UnitInterval(x, nameof(x));
        return -(xlogy(x, x) + xlogy(1 - x, 1 - x)).flatten(1).sum(1);
    }

    /// <summary>The probabilities p = 1/(1 + exp(−a)) of the logits: the image that is shown.</summary>
    public static Tensor Mean(Tensor logits) => logits.sigmoid();

    /// <summary>
    /// KL(p‖q) = p log(p/q) + (1 − p) log((1 − p)/(1 − q)) between coins that fall white with the probabilities p and
    /// q, element by element, in nats; finite and never negative for p in [0, 1] and q strictly between 0 and 1. Shapes
    /// broadcast.
    /// </summary>
    /// <exception cref="ArgumentException">A probability lies outside [0, 1].</exception>
    public static Tensor KullbackLeibler(Tensor p, Tensor q)
    {
        Require.Probability(p, nameof(p));
        Require.Probability(q, nameof(q));
        return xlogy(p, p) - xlogy(p, q) + xlogy(1 - p, 1 - p) - xlogy(1 - p, 1 - q);
    }

    /// <summary>
    /// The logits log(p / (1 − p)) of probabilities, kept finite by moving 0 and 1 inwards by
    /// <paramref name="margin"/>.
    /// </summary>
    public static Tensor Logits(Tensor probabilities, double margin = 1e-6) =>
        probabilities.clamp(margin, 1 - margin).logit();
}
