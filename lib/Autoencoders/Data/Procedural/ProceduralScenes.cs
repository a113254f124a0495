namespace Autoencoders;

/// <summary>
/// Small colour pictures drawn by the course, 32 × 32: two colours that run into each other, and on them two to four
/// shapes, some striped, each hiding what lies behind it. Image i of a seed is the same on every machine: plain
/// arithmetic and square roots only.
/// </summary>
public static class ProceduralScenes
{
    /// <summary>Side of an image in pixels.</summary>
    public const int Side = 32;

    /// <summary>
    /// The kinds of shape, in the order of the labels; a picture's label is the kind of its foremost shape.
    /// </summary>
    public static IReadOnlyList<string> Kinds { get; } = ["disc", "ring", "rectangle", "triangle"];

    /// <summary>
    /// Draws one image of a stream into <paramref name="pixels"/> (3 × 32 × 32 bytes: red, green, blue) and returns its
    /// label.
    /// </summary>
    internal static int Draw(int seed, bool test, int index, Span<byte> pixels)
    {
        var random = new SplitMix64((uint)seed, test ? 1u : 0u, (uint)index, 0x5CE0E5);
        Span<double> canvas = stackalloc double[3 * Side * Side];
        Background(canvas, ref random);
        var label = 0;
        for (var shapes = 2 + random.Below(3); shapes > 0; shapes--) label = Shape(canvas, ref random);
        for (var i = 0; i < canvas.Length; i++) pixels[i] = (byte)(255 * canvas[i] + 0.5);
        return label;
    }

    private static void Background(Span<double> canvas, ref SplitMix64 random)
    {
        var (from, to, along) = (Colour.Draw(ref random), Colour.Draw(ref random), Direction(ref random));
        for (var y = 0; y < Side; y++)
            for (var x = 0; x < Side; x++)
                Paint(canvas, x, y,
                    Colour.Mix(from, to, Math.Clamp(0.5 + (along.X * At(x) + along.Y * At(y)) / 2.4, 0, 1)), 1);
    }

    private static int Shape(Span<double> canvas, ref SplitMix64 random)
    {
        var kind = random.Below(Kinds.Count);
        var (cx, cy, size) = (random.Uniform(-0.75, 0.75), random.Uniform(-0.75, 0.75), random.Uniform(0.22, 0.6));
        var (turn, aspect) = (Direction(ref random), random.Uniform(0.5, 1));
        var (fill, stripe, isStriped) = (Colour.Draw(ref random), Colour.Draw(ref random), random.Below(4) == 0);
        var (wave, phase) = (random.Uniform(3, 6), random.Uniform());
        for (var y = 0; y < Side; y++)
            for (var x = 0; x < Side; x++)
            {
                var (dx, dy) = (At(x) - cx, At(y) - cy);
                var (u, v) = (turn.X * dx + turn.Y * dy, turn.X * dy - turn.Y * dx); // in the shape's own axes
                var inside = Inside(kind, u / size, v / size, aspect) * size * Side / 2; // pixels inside the edge
                var cover = Math.Clamp(inside + 0.5, 0, 1);
                if (cover == 0) continue;
                var at = wave * u + phase;
                Paint(canvas, x, y, isStriped && at - Math.Floor(at) < 0.5 ? stripe : fill, cover);
            }
        return kind;
    }

    // How far a point lies inside a shape of size 1, less than zero outside.
    private static double Inside(int kind, double u, double v, double aspect) => kind switch
    {
        0 => 1 - Math.Sqrt(u * u + v * v),
        1 => 0.25 - Math.Abs(Math.Sqrt(u * u + v * v) - 0.75),
        2 => Math.Min(1 - Math.Abs(u), aspect - Math.Abs(v)),
        _ => Math.Min(0.5 + v, 0.5 - 0.5 * v - 0.866 * Math.Abs(u)),
    };

    private static double At(int pixel) => (pixel + 0.5) * 2 / Side - 1; // pixel centres between −1 and 1

    private static void Paint(Span<double> canvas, int x, int y, Colour colour, double cover)
    {
        var at = y * Side + x;
        canvas[at] += cover * (colour.R - canvas[at]);
        canvas[at + Side * Side] += cover * (colour.G - canvas[at + Side * Side]);
        canvas[at + 2 * Side * Side] += cover * (colour.B - canvas[at + 2 * Side * Side]);
    }

    /// <summary>A point of the unit circle, by its rational parametrisation and a random quarter turn.</summary>
    private static (double X, double Y) Direction(ref SplitMix64 random)
    {
        var t = random.Uniform();
        var (x, y) = ((1 - t * t) / (1 + t * t), 2 * t / (1 + t * t));
        return random.Below(4) switch { 0 => (x, y), 1 => (-y, x), 2 => (-x, -y), _ => (y, -x) };
    }

    private readonly record struct Colour(double R, double G, double B)
    {
        public static Colour Draw(ref SplitMix64 random) => new(random.Uniform(), random.Uniform(), random.Uniform());

        public static Colour Mix(Colour a, Colour b, double share) =>
            new(a.R + share * (b.R - a.R), a.G + share * (b.G - a.G), a.B + share * (b.B - a.B));
    }
}
