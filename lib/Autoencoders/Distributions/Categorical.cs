using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>The categorical likelihood of a class whose probabilities are given as logits: p = softmax(a).</summary>
/// <remarks>Chapter 6, <i>Codes to work with</i>.</remarks>
public static class Categorical
{
    /// <summary>−log p of each image's class, in nats: labels int64 (n) and logits (n, classes) to (n).</summary>
    /// <exception cref="ArgumentException">The shapes do not fit, the labels are no integers, or one names no
    /// class.</exception>
    public static Tensor NegativeLogLikelihood(Tensor labels, Tensor logits)
    {
        RequireClasses(labels, logits);
        return nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.None);
    }

    /// <summary>
    /// The share of images whose largest logit is their class's: labels int64 (n) and logits (n, classes).
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not fit, the labels are no integers, or one names no
    /// class.</exception>
    public static double Accuracy(Tensor labels, Tensor logits)
    {
        RequireClasses(labels, logits);
        using var scope = NewDisposeScope();
        return logits.detach().argmax(1).eq(labels).to(float64).mean().item<double>();
    }

    private static void RequireClasses(Tensor labels, Tensor logits)
    {
        if (logits.dim() != 2 || labels.dtype != int64 || labels.dim() != 1 || labels.shape[0] != logits.shape[0]
            || labels.shape[0] == 0)
            throw new ArgumentException($"Labels are int64, (n), and logits (n, classes); these "
                + $"are {labels.dtype}, ({string.Join(", ", labels.shape)}) and ({string.Join(", ", logits.shape)}).",
                nameof(labels));
        if (!Require.HasValues(labels)) return;
        using var scope = NewDisposeScope();
        var (low, high) = (labels.min().item<long>(), labels.max().item<long>());
        if (low < 0 || high >= logits.shape[1])
            throw new ArgumentException($"There are {logits.shape[1]} classes, numbered from 0; the labels go "
                + $"from {low} to {high}.", nameof(labels));
    }
}
