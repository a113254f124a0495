namespace Autoencoders;

/// <summary>
/// Single notes synthesised by the course: half a second at 8,000 samples a second, a sum of harmonics below half of
/// that rate, under an envelope. With f the frequency, φ the phase and a_h the timbre's amplitudes,
/// <code>x(t) = envelope(t) · Σ_h a_h(t) sin 2πh(ft + φ)</code>
/// All timbres start with the same power. Note i of a seed is the same in every run; another machine's sine may differ
/// in the last bits.
/// </summary>
/// <remarks>Chapter 16, <i>A note, and what is in it</i>.</remarks>
public static class ProceduralNotes
{
    /// <summary>Samples a second.</summary>
    public const int Rate = 8_000;

    /// <summary>Samples of a note, 0.512 s.</summary>
    public const int Samples = 4_096;

    /// <summary>Two octaves of semitones, from the A of 220 Hz to the G♯ of 831 Hz.</summary>
    public const int Pitches = 24;

    private const double Lowest = 220;
    private const double Loudness = 0.4;   // root mean square without the envelope; peaks stay below 0.9
    private const double Release = 0.02;   // seconds in which the end fades, so that it does not click

    /// <summary>
    /// The timbres: one harmonic; odd ones with 1/h; all with 1/h; all with 1/h, of which the higher die away sooner.
    /// </summary>
    public static IReadOnlyList<string> Timbres { get; } = ["sine", "square", "saw", "plucked"];

    /// <summary>The frequency of a pitch in Hz, 220 · 2^(pitch/12).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such pitch.</exception>
    public static double Frequency(int pitch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pitch);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(pitch, Pitches);
        return Lowest * Math.Pow(2, pitch / 12.0);
    }

    /// <summary>The label of a pitch and a timbre, pitch · 4 + timbre: a note's class, 0 to 95.</summary>
    public static long Label(int pitch, int timbre) => (long)pitch * Timbres.Count + timbre;

    /// <summary>The samples of a note, <see cref="Samples"/> numbers between −1 and 1.</summary>
    /// <exception cref="ArgumentException">A factor has no such value, or a time is not positive.</exception>
    public static float[] Synthesise(NoteFactors note)
    {
        var step = Frequency(note.Pitch) / Rate;                       // periods a sample
        var phase = note.Phase - Math.Floor(note.Phase);               // whole periods change nothing
        if (note.Timbre < 0 || note.Timbre >= Timbres.Count)
            throw new ArgumentException(
                $"Timbres are numbered from 0 to {Timbres.Count - 1}; {note.Timbre} is none.", nameof(note));
        if (!(note.Attack > 0 && note.Decay > 0 && double.IsFinite(note.Attack + note.Decay + note.Phase)))
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"Attack and decay are positive, the phase finite: {note.Attack}, {note.Decay}, {note.Phase}."),
                nameof(note));
        var harmonics = (int)Math.Ceiling(0.5 / step) - 1;             // the last one below half the rate
        var amplitudes = Enumerable.Range(1, harmonics).Select(h => Amplitude(note.Timbre, h)).ToArray();
        var gain = Loudness / Math.Sqrt(amplitudes.Sum(a => a * a) / 2);
        var samples = new float[Samples];
        for (var i = 0; i < Samples; i++)
        {
            var (time, sum) = ((double)i / Rate, 0.0);
            for (var h = 1; h <= harmonics; h++)
                if (amplitudes[h - 1] != 0)
                    sum += amplitudes[h - 1] * Fading(note.Timbre, h, time)
                        * Math.Sin(2 * Math.PI * h * (step * i + phase));
            samples[i] = (float)(gain * Envelope(note, time) * sum);
        }
        return samples;
    }

    /// <summary>Draws the factors of note <paramref name="index"/> of a stream.</summary>
    internal static NoteFactors Factors(int seed, bool test, int index)
    {
        var random = new SplitMix64((uint)seed, test ? 1u : 0u, (uint)index, 0x50D);
        return NoteFactors.Sample(ref random);
    }

    private static double Amplitude(int timbre, int h) => timbre switch
    {
        0 => h == 1 ? 1 : 0,
        1 => h % 2 == 1 ? 1.0 / h : 0,
        _ => 1.0 / h,
    };

    private static double Fading(int timbre, int h, double time) => timbre == 3 ? Math.Exp(-6 * (h - 1) * time) : 1;

    private static double Envelope(NoteFactors note, double time) =>
        Math.Min(1, time / note.Attack) * Math.Exp(-Math.Max(0, time - note.Attack) / note.Decay)
        * Math.Min(1, ((double)Samples / Rate - time) / Release);
}
