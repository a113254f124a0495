namespace Autoencoders;

/// <summary>What a note was made from.</summary>
/// <remarks>Chapter 16, <i>A note, and what is in it</i>.</remarks>
/// <param name="Pitch">Semitones above the lowest note, 0 to 23.</param>
/// <param name="Timbre">Which of <see cref="ProceduralNotes.Timbres"/>.</param>
/// <param name="Attack">How long the sound takes to rise, in seconds.</param>
/// <param name="Decay">The time in which it then falls to 1/e, in seconds.</param>
/// <param name="Phase">Where in its period the sound begins, in periods, 0 to 1.</param>
public readonly record struct NoteFactors(int Pitch, int Timbre, double Attack, double Decay, double Phase)
{
    /// <summary>The factors' names, in the order of the columns of <see cref="ImageData.Factors"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["pitch", "timbre", "attack", "decay", "phase"];

    internal static NoteFactors Sample(ref SplitMix64 random) => new(
        Pitch: random.Below(ProceduralNotes.Pitches),
        Timbre: random.Below(ProceduralNotes.Timbres.Count),
        Attack: 0.005 * Math.Pow(8, random.Uniform()),   // 5 to 40 ms
        Decay: 0.1 * Math.Pow(4, random.Uniform()),      // 100 to 400 ms
        Phase: random.Uniform());

    internal void CopyTo(Span<float> row)
    {
        row[0] = Pitch;
        row[1] = Timbre;
        row[2] = (float)Attack;
        row[3] = (float)Decay;
        row[4] = (float)Phase;
    }
}
