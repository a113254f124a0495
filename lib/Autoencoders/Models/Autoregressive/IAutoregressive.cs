using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// A distribution over grids of K symbols, by the chain rule in raster order, row by row from the left:
/// <code>p(x) = ∏_t p(x_t | x_1 … x_{t−1})</code>
/// </summary>
/// <remarks>Chapter 14, <i>Two tests that no leak survives</i>.</remarks>
public interface IAutoregressive
{
    /// <summary>K, the number of symbols.</summary>
    long Symbols { get; }

    /// <summary>
    /// Unnormalised log p of every symbol at every position, given those before it: symbols int64, (n, h, w), and a
    /// class for each grid, int64, (n), if the model has classes, to (n, K, h, w). What stands at a position and after
    /// it must not matter to the result there.
    /// </summary>
    Tensor Logits(Tensor symbols, Tensor? classes = null);
}
