using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The log-spectral distance of speech coding (Gray and Markel 1976): the root mean square difference of two spectra in
/// decibels, over the frequencies of a frame, averaged over frames. It does not hear phases.
/// </summary>
/// <remarks>Chapter 16, <i>What a squared error hears</i>.</remarks>
public static class LogSpectralDistance
{
    /// <summary>The distance of each pair in dB: sounds (n, samples) and (n, samples) to (n).</summary>
    /// <param name="x">The sounds.</param>
    /// <param name="y">Others of the same length.</param>
    /// <param name="spectrogram">How spectra are taken; windows of 256 samples when not given.</param>
    /// <param name="floor">What is softer than so many dB counts as if it were as loud: nothing is heard down
    /// there.</param>
    /// <exception cref="ArgumentException">The shapes differ, or the sounds are too short.</exception>
    public static Tensor Compute(Tensor x, Tensor y, Spectrogram? spectrogram = null, double floor = -60)
    {
        Require.SameShape(x, y, nameof(y));
        Require.Squarable(x, nameof(x));
        Require.Squarable(y, nameof(y));
        using var scope = NewDisposeScope();
        spectrogram ??= new();
        var difference = spectrogram.Decibels(x, floor) - spectrogram.Decibels(y, floor);   // (n, bins, frames)
        return difference.square().mean([1L]).sqrt().mean([1L]).MoveToOuterDisposeScope();
    }
}
