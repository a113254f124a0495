using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>What a network's output at one position depends on, measured by its gradient.</summary>
/// <remarks>Chapter 14, <i>What it sees: the blind spot</i>.</remarks>
public static class ReceptiveField
{
    /// <summary>
    /// How strongly the output at a position of the grid depends on each position of the input: Σ |∂ (sum of the
    /// outputs there) / ∂ input|, over images and channels; (h, w). Zero is "does not see it", unless all units on the
    /// way happen to be closed: give several inputs that differ.
    /// </summary>
    /// <param name="network">From a grid of numbers to another of the same height and width: (n, c, h, w) to (n, k, h,
    /// w).</param>
    /// <param name="input">Where the gradient is taken, (n, c, h, w).</param>
    /// <param name="y">The row of the output.</param>
    /// <param name="x">The column of the output.</param>
    /// <exception cref="ArgumentException">The input is no grid, or has no such position, or the output is another
    /// grid.</exception>
    public static Tensor Measure(Func<Tensor, Tensor> network, Tensor input, long y, long x)
    {
        if (input.dim() != 4)
            throw new ArgumentException(
                $"The input is a grid, (n, c, h, w); its shape is ({string.Join(", ", input.shape)}).", nameof(input));
        var (height, width) = (input.shape[2], input.shape[3]);
        if (y < 0 || y >= height || x < 0 || x >= width)
            throw new ArgumentException(
                $"The grid has {height} rows and {width} columns; there is no position ({y}, {x}).", nameof(y));
        Require.Floating(input, nameof(input));
        Require.Finite(input, nameof(input));
        using var gradients = enable_grad();
        using var scope = NewDisposeScope();
        var asked = input.detach().clone().requires_grad_();
        var output = network(asked);
        if (output.dim() != 4 || output.shape[2] != height || output.shape[3] != width)
            throw new ArgumentException($"The network keeps height and width, {height} and {width}; its output has the "
                + $"shape ({string.Join(", ", output.shape)}).", nameof(network));
        var gradient = Gradient.Compute(output.select(3, x).select(2, y).sum(), asked);
        return gradient.abs().sum([0L, 1L]).MoveToOuterDisposeScope();
    }
}
