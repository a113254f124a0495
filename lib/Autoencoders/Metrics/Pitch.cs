using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The pitch of a sound from its spectrum, by adding up what lies at the multiples of each frequency in question
/// (subharmonic summation, Hermes 1988): the fundamental itself may be weak or missing. With A(f) the size of the
/// spectrum of the whole sound at f,
/// <code>pitch = arg max_f Σ_{h=1}^{8} 0.84^{h−1} A(h f)</code>
/// </summary>
/// <remarks>Chapter 16, <i>A note, and what is in it</i>.</remarks>
public static class Pitch
{
    private const int Harmonics = 8;
    private const double Compression = 0.84;
    private const int StepsAnOctave = 240; // 5 cents

    /// <summary>
    /// The frequencies in Hz, to 5 cents: sounds (n, samples) to float64, (n). A sound of silence has the lowest
    /// frequency.
    /// </summary>
    /// <param name="sounds">The sounds, one pitch each.</param>
    /// <param name="rate">Samples a second.</param>
    /// <param name="lowest">The lowest frequency in question, in Hz; a period of it must fit into the sound several
    /// times.</param>
    /// <param name="highest">The highest, below half the rate. Over a wide range octaves are mistaken more
    /// often.</param>
    /// <exception cref="ArgumentException">The sounds are no matrix, or the frequencies are not in order below half the
    /// rate.</exception>
    public static Tensor Estimate(Tensor sounds, double rate, double lowest, double highest)
    {
        if (sounds.dim() != 2 || sounds.shape[0] == 0 || sounds.shape[1] < 2)
            throw new ArgumentException($"Sounds are (n, samples); the shape is ({string.Join(", ", sounds.shape)}).",
                nameof(sounds));
        Require.Squarable(sounds, nameof(sounds));
        if (!(lowest > 0 && lowest < highest && highest < rate / 2))
            throw new ArgumentException(
                "Pitches are looked for between a positive frequency and a higher one below half the rate; these are "
                + FormattableString.Invariant($"{lowest} and {highest} Hz at {rate} samples a second."),
                nameof(lowest));
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var points = 4 * sounds.shape[1]; // zeros behind the sound: a finer grid of frequencies
        var window = hann_window(sounds.shape[1], periodic: false, dtype: float64, device: sounds.device);
        var spectrum = fft.rfft(sounds.to(float64) * window, points).abs();                    // (n, 1 + points/2)
        var steps = (long)Math.Floor(Math.Log2(highest / lowest) * StepsAnOctave) + 1;
        // (steps), in Hz
        var candidates = lowest * pow(2, arange(steps, dtype: float64, device: sounds.device) / StepsAnOctave);
        var sums = zeros([sounds.shape[0], steps], float64, sounds.device);
        for (var h = 1; h <= Harmonics; h++)
        {
            var at = candidates * (h * points / rate); // where in the spectrum, between two of its points
            var inside = at.lt(points / 2 - 1).to(float64);
            var below = (at * inside).floor();
            var (index, share) = (below.to(int64), at * inside - below);
            var value = spectrum.index_select(1, index) * (1 - share) + spectrum.index_select(1, index + 1) * share;
            sums += Math.Pow(Compression, h - 1) * inside * value;
        }
        return candidates.index_select(0, sums.argmax(1)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The interval from one frequency to another in cents, 1,200 to the octave, 100 to the semitone.
    /// </summary>
    public static double Cents(double from, double to) => 1200 * Math.Log2(to / from);
}
