using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>Draws what frequencies a sound has, when.</summary>
/// <remarks>Chapter 16, <i>A note, and what is in it</i>.</remarks>
public static class SpectrogramPlot
{
    /// <summary>
    /// The spectrogram of one sound in decibels, time in seconds to the right and frequency in Hz upwards.
    /// </summary>
    /// <param name="title">What the figure finds.</param>
    /// <param name="sound">The sound, (samples).</param>
    /// <param name="rate">Samples a second.</param>
    /// <param name="spectrogram">How spectra are taken; windows of 256 samples when not given.</param>
    /// <param name="floor">The level in dB below which all looks alike.</param>
    /// <exception cref="ArgumentException">The sound is no vector, or too short for a window.</exception>
    public static Plot Draw(string title, Tensor sound, double rate, Spectrogram? spectrogram = null,
        double floor = -60)
    {
        if (sound.dim() != 1)
            throw new ArgumentException($"One sound is (samples); the shape is ({string.Join(", ", sound.shape)}).",
                nameof(sound));
        spectrogram ??= new();
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        // (bins, frames)
        var levels = spectrogram.Decibels(sound.detach().to(float32, CPU).unsqueeze(0), floor)[0].contiguous();
        var (flat, frames) = (levels.data<float>().ToArray(), (int)levels.shape[1]);
        var values = new double[spectrogram.Bins, frames];
        for (var i = 0; i < flat.Length; i++) values[i / frames, i % frames] = Math.Round(flat[i], 1);
        return new Plot(title, x: "time (s)", y: "frequency (Hz)")
            .Heatmap("dB", spectrogram.Times(sound.shape[0], rate), spectrogram.Frequencies(rate), values);
    }
}
