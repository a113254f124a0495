using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// What frequencies a sound has, when: the sizes of short-time Fourier coefficients. Frame m looks at
/// <paramref name="window"/> samples around sample m · hop under a Hann window, and bin k at the frequency k ·
/// rate/window:
/// <code>|X_m(k)| = (2/Σw) |Σ_n w(n) x(n + m·hop − window/2) e^(−2πikn/window)|</code>
/// A sine of amplitude a in the middle of a bin has the size a there. Beyond its ends a sound is mirrored.
/// </summary>
/// <remarks>Chapter 16, <i>A note, and what is in it</i>.</remarks>
/// <param name="window">Samples in a window, even and at least 4. Long ones tell frequencies apart, short ones
/// times.</param>
/// <param name="hop">Samples from one frame to the next; a quarter of a window when not given.</param>
public sealed class Spectrogram(int window = 256, int? hop = null)
{
    /// <summary>Samples in a window.</summary>
    public int Window { get; } = window >= 4 && window % 2 == 0 ? window
        : throw new ArgumentOutOfRangeException(nameof(window), window,
            "A window has an even number of samples, at least 4.");

    /// <summary>Samples from one frame to the next.</summary>
    public int Hop { get; } = (hop ?? window / 4) > 0 ? hop ?? window / 4
        : throw new ArgumentOutOfRangeException(nameof(hop), hop, "The next frame is at least one sample further.");

    /// <summary>The number of frequencies, window/2 + 1.</summary>
    public int Bins => Window / 2 + 1;

    /// <summary>
    /// The sizes of the coefficients: sounds (n, samples), longer than half a window, to (n, bins, 1 + ⌊samples/hop⌋).
    /// </summary>
    /// <exception cref="ArgumentException">The sounds are no matrix, too short, or not finite; of sounds on a GPU,
    /// which would be waited for, the last is not said.</exception>
    public Tensor Magnitudes(Tensor sounds)
    {
        if (sounds.dim() != 2 || sounds.shape[0] == 0 || sounds.shape[1] <= Window / 2)
            throw new ArgumentException($"Sounds are (n, samples) with more than {Window / 2} samples, half a window; "
                + $"the shape is ({string.Join(", ", sounds.shape)}).", nameof(sounds));
        Require.Floating(sounds, nameof(sounds), wide: true);
        if (Compute.IsFreeToRead(sounds)) Require.Squarable(sounds, nameof(sounds));
        using var scope = NewDisposeScope();
        var weights = hann_window(Window, dtype: sounds.dtype, device: sounds.device);
        // Σw = window/2
        return (sounds.stft(Window, Hop, Window, weights, return_complex: true)
            .abs() * (4.0 / Window)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The sizes in decibels, 20 log₁₀ of them, at least <paramref name="floor"/>: (n, samples) to (n, bins, frames). A
    /// full sine has 0 dB.
    /// </summary>
    /// <exception cref="ArgumentException">The sounds are no matrix, too short, or not finite.</exception>
    public Tensor Decibels(Tensor sounds, double floor = -60)
    {
        if (!(floor is >= -700 and <= 700))
            throw new ArgumentOutOfRangeException(nameof(floor), floor,
                "The floor lies within ±700 dB: what is below is no number in single precision.");
        using var scope = NewDisposeScope();
        return (20 * Magnitudes(sounds).clamp(min: Math.Pow(10, floor / 20)).log10()).MoveToOuterDisposeScope();
    }

    /// <summary>The frequencies of the bins in Hz.</summary>
    public double[] Frequencies(double rate) => [.. Enumerable.Range(0, Bins).Select(k => k * rate / Window)];

    /// <summary>The times of the frames' centres in seconds, for a sound of so many samples.</summary>
    public double[] Times(long samples, double rate) =>
        [.. Enumerable.Range(0, 1 + (int)(samples / Hop)).Select(m => m * Hop / rate)];
}
