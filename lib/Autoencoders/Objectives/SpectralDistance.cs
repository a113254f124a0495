using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// How different two sounds are to an ear that does not hear phases: the mean size of the difference of their
/// log-spectrograms, over windows of several lengths (multi-scale spectral loss, Engel et al., DDSP, 2020,
/// arXiv:2001.04643, equation 4, its logarithmic part):
/// <code>d(x, y) = 1/W Σ_windows mean_{k,m} |ln(|X_m(k)| + ε) − ln(|Y_m(k)| + ε)|</code>
/// </summary>
/// <remarks>Chapter 16, <i>What a squared error hears</i>.</remarks>
public static class SpectralDistance
{
    /// <summary>
    /// The distance of each pair, (n, samples) and (n, samples) to (n), in natural logarithms of amplitude: 0.115 is a
    /// decibel. It has a gradient in both.
    /// </summary>
    /// <param name="x">The sounds.</param>
    /// <param name="y">Others of the same length.</param>
    /// <param name="floor">ε, the amplitude below which differences hardly count. A low one lets the silent
    /// frequencies, which are most, decide.</param>
    /// <param name="windows">The windows, in samples; 64 and 512 when none are given.</param>
    /// <exception cref="ArgumentException">Shapes that differ or are too short for a window, or a floor that is not
    /// positive.</exception>
    public static Tensor Compute(Tensor x, Tensor y, double floor = 1e-2, params IReadOnlyList<int> windows)
    {
        Require.SameShape(x, y, nameof(y));
        Require.Positive(floor, nameof(floor));
        if (windows.Count == 0) windows = [64, 512];
        using var scope = NewDisposeScope();
        var sum = windows.Select(window => new Spectrogram(window)).Select(spectrogram =>
            ((spectrogram.Magnitudes(x) + floor).log() - (spectrogram.Magnitudes(y) + floor).log()).abs().mean([1L, 2]))
            .Aggregate((a, b) => a + b);
        return (sum / windows.Count).MoveToOuterDisposeScope();
    }
}
