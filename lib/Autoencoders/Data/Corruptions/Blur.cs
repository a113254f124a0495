using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>A <see cref="GaussianFilter"/>, alike for every image: a corruption without randomness.</summary>
/// <remarks>Chapter 3, <i>Corruption is a distribution</i>.</remarks>
public sealed record Blur : ICorruption
{
    /// <summary>A blur of the given <paramref name="width"/>.</summary>
    /// <param name="width">The filter's standard deviation in pixels, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is negative or not finite.</exception>
    public Blur(double width)
    {
        Require.NonNegative(width, nameof(width));
        Width = width;
    }

    /// <summary>The filter's standard deviation in pixels.</summary>
    public double Width { get; }

    /// <inheritdoc/>
    public Tensor Corrupt(Tensor x, Generator generator) => GaussianFilter.Apply(x, Width);
}
