namespace Autoencoders;

/// <summary>What a procedural digit was drawn with: the continuous factors of variation behind its pixels.</summary>
/// <param name="Slant">Shear: pixels to the right for each pixel upwards; positive leans right, as handwriting
/// does.</param>
/// <param name="Thickness">Mean width of the pen's line, in pixels.</param>
/// <param name="Scale">Longer side of the inked box over MNIST's 20 pixels.</param>
/// <param name="Rotation">Turn in radians, clockwise as seen.</param>
/// <param name="X">Centre of the line right of the image's centre, in pixels.</param>
/// <param name="Y">Centre of the line below the image's centre, in pixels.</param>
public readonly record struct DigitFactors(double Slant, double Thickness, double Scale, double Rotation,
    double X, double Y)
{
    /// <summary>The factors' names, in the order of the columns of <see cref="DigitFactors"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["slant", "thickness", "scale", "rotation", "x", "y"];

    internal static DigitFactors Sample(ref SplitMix64 random) => new(
        Slant: 0.15 + 0.27 * random.Bell(),
        Thickness: 2.7 + 0.55 * Math.Clamp(random.Bell(), -2, 2.5),
        Scale: 0.98 + 0.06 * random.Bell(),
        Rotation: 0.12 * random.Bell(),
        X: 0.6 * random.Bell(),
        Y: 0.6 * random.Bell());

    internal void CopyTo(Span<float> row)
    {
        row[0] = (float)Slant;
        row[1] = (float)Thickness;
        row[2] = (float)Scale;
        row[3] = (float)Rotation;
        row[4] = (float)X;
        row[5] = (float)Y;
    }
}
