using static TorchSharp.torch;

namespace Autoencoders.Objectives;

/// <summary>
/// The Bernoulli likelihood of pixels in [0, 1] whose probabilities are given as logits a: p = 1/(1 + exp(−a)).
/// For grey pixels it is the cross-entropy, not the logarithm of a normalised density.
/// </summary>
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
        var perPixel = nn.functional.binary_cross_entropy_with_logits(logits, x, reduction: nn.Reduction.None); // (n, …)
        return perPixel.flatten(1).sum(1);
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

    /// <summary>The logits log(p / (1 − p)) of probabilities, kept finite by moving 0 and 1 inwards by <paramref name="margin"/>.</summary>
    public static Tensor Logits(Tensor probabilities, double margin = 1e-6) => probabilities.clamp(margin, 1 - margin).logit();
}
