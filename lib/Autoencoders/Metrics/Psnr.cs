using Autoencoders.Objectives;
using static TorchSharp.torch;

namespace Autoencoders.Metrics;

/// <summary>The peak signal-to-noise ratio: a mean squared error on a logarithmic scale, in decibels.</summary>
public static class Psnr
{
    /// <summary>
    /// 10 log₁₀(1/MSE) for each image with pixels from 0 to 1, in dB: (n, …), (n, …) to (n). Twice the error in every pixel costs 6.02 dB;
    /// equal images have an infinite ratio.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes differ, or a pixel of <paramref name="x"/> lies outside [0, 1].</exception>
    public static Tensor Decibels(Tensor x, Tensor other)
    {
        Require.SameShape(x, other, nameof(other));
        Require.UnitInterval(x, nameof(x));
        using var scope = NewDisposeScope();
        return (-10 * (x - other).square().flatten(1).mean([1L]).log10()).MoveToOuterDisposeScope();
    }
}
