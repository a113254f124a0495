using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>The peak signal-to-noise ratio: a mean squared error on a logarithmic scale, in decibels.</summary>
/// <remarks>Chapter 3, <i>Against filters that need no training</i>.</remarks>
public static class Psnr
{
    /// <summary>
    /// 10 log₁₀(1/MSE) for each image with pixels from 0 to 1, in dB: (n, …), (n, …) to (n). Twice the error in every
    /// pixel costs 6.02 dB; equal images have an infinite ratio.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes differ, a pixel of <paramref name="x"/> lies outside [0, 1], or
    /// one of the other is not finite.</exception>
    public static Tensor Decibels(Tensor x, Tensor other)
    {
        Require.SameShape(x, other, nameof(other));
        Require.Floating(x, nameof(x));
        if (x.dim() < 2)
            throw new ArgumentException(
                $"Images are (n, …); x has the shape ({string.Join(", ", x.shape)}).", nameof(x));
        Require.UnitInterval(x, nameof(x));
        Require.Squarable(other, nameof(other));
        using var scope = NewDisposeScope();
        return (-10 * (x.to(float64) - other.to(float64)).square().flatten(1).mean([1L]).log10()).to(x.dtype)
            .MoveToOuterDisposeScope();
    }
}
