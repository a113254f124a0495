using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The likelihood of grids under a model that predicts each symbol from those before it: the sum of the positions'
/// log-probabilities.
/// </summary>
/// <remarks>Chapter 14, <i>Two tests that no leak survives</i>.</remarks>
public static class Autoregressive
{
    /// <summary>−log p of each grid in nats: symbols int64, (n, h, w), and logits (n, K, h, w), to (n).</summary>
    /// <exception cref="ArgumentException">Shapes that do not belong together, or symbols that are no
    /// int64.</exception>
    public static Tensor NegativeLogLikelihood(Tensor symbols, Tensor logits)
    {
        if (symbols.dim() != 3 || symbols.dtype != int64 || logits.dim() != 4
            || !(symbols.shape is [var n, var h, var w] && logits.shape is [var m, _, var y, var x]
                && (n, h, w) == (m, y, x)))
            throw new ArgumentException($"Symbols are int64, (n, h, w), and logits (n, K, h, w); these "
                + $"are {symbols.dtype}, ({string.Join(", ", symbols.shape)}) and ({string.Join(", ", logits.shape)}).",
                nameof(symbols));
        return nn.functional.cross_entropy(logits, symbols, reduction: nn.Reduction.None).flatten(1).sum(1);
    }
}
