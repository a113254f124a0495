using System.Buffers.Binary;

namespace Autoencoders;

/// <summary>
/// White shapes on black, drawn from their factors: shape (square, ellipse, heart), scale, orientation, x and y.
/// <see cref="DSprites"/> has the factors, values and order of dSprites (Matthey, Higgins, Hassabis and Lerchner 2017),
/// <see cref="Small"/> fewer and smaller images. The published set was drawn by another program: sizes and edges of its
/// sprites are not exactly these.
/// <para>
/// Places are one pixel apart, so that a sprite is drawn once for each shape, scale and orientation and moved: a row of
/// the image is a row of the sprite shifted. Turned by 90° a square, and by 180° an ellipse, is itself: for these two
/// shapes an image does not tell the orientation, and no code can. In dSprites 0° and 360° are both among the 40
/// orientations, which lie 360°/39 apart; of each such pair the images are equal, for all shapes. No two others differ
/// by exactly a symmetry, but some by a step or so more or less, and of these some are equal, too, where the square or
/// ellipse is small. The orientations of <see cref="Small"/> stay below 90°, and no two of its images are equal.
/// </para>
/// </summary>
/// <remarks>Chapter 11, <i>Pictures of which everything is known</i>.</remarks>
public sealed class Sprites : FactorData
{
    private static readonly ulong[] EightPixels = [.. Enumerable.Range(0, 256).Select(bits =>
        Enumerable.Range(0, 8).Where(i => (bits >> i & 1) != 0)
        .Aggregate(0UL, (pixels, i) => pixels | 0xFFUL << 8 * i))];

    // sprite by sprite at the first place, each row a number whose lowest bit is the leftmost pixel
    private readonly ulong[] rows;
    private readonly int side, across, down;

    /// <param name="name">The set's name.</param>
    /// <param name="side">Rows and columns of an image, a multiple of 8 up to 64.</param>
    /// <param name="size">Half the side of the square of scale 1, in pixels. No multiple by a scale may be whole, or
    /// edges would meet pixels' centres.</param>
    /// <param name="places">Places along each axis, a pixel apart and in the middle of the image.</param>
    /// <param name="scales">The scales.</param>
    /// <param name="orientations">The orientations in radians, clockwise as seen.</param>
    private Sprites(string name, int side, double size, int places, Factor scales, Factor orientations)
        : base(name, "drawn by the course", new(new Factor("shape", [1, 2, 3]), scales, orientations,
            Factor.Even("x", 0, 1, places), Factor.Even("y", 0, 1, places)), 1, side, side)
    {
        (this.side, across, down) = (side, places, places);
        var first = (side - places) / 2.0; // the centre's coordinate at the first place
        var sprites = Count / (places * places);
        rows = new ulong[sprites * side];
        Parallel.For(0, sprites, i =>
        {
            var at = i * places * places;
            double Value(int factor) => Space.Factors[factor].Values[Space.Class(at, factor)];
            var (sin, cos) = Math.SinCos(Value(2));
            for (var row = 0; row < side; row++)
                for (var column = 0; column < side; column++)
                {
                    var (x, y) = ((column - first) / (size * Value(1)), (row - first) / (size * Value(1)));
                    if (Inside(Space.Class(at, 0), cos * x + sin * y, cos * y - sin * x))
                        rows[i * side + row] |= 1UL << column;
                }
        });
    }

    /// <summary>
    /// dSprites drawn anew: shape 3 × scale 6 (0.5 to 1) × orientation 40 (0 to 2π, both among them) × x 32 × y 32 =
    /// 737,280 images of 64 × 64.
    /// </summary>
    public static Sprites DSprites() =>
        new("dSprites, drawn by the course", 64, 9.06, 32, Factor.Even("scale", 0.5, 1, 6),
            Factor.Even("orientation", 0, 2 * Math.PI, 40));

    /// <summary>
    /// A small sibling for quick runs: shape 3 × scale 4 (0.5 to 1) × orientation 6 (0° to 75°) × x 16 × y 16 = 18,432
    /// images of 32 × 32, no two of them equal.
    /// </summary>
    public static Sprites Small() =>
        new("small sprites", 32, 5.6, 16, Factor.Even("scale", 0.5, 1, 4),
            Factor.Even("orientation", 0, 5 * Math.PI / 12, 6));

    /// <inheritdoc/>
    public override void Draw(int index, Span<byte> pixels)
    {
        var (sprite, place) = Math.DivRem(index, across * down);
        var (right, below) = Math.DivRem(place, down);
        var at = sprite * side - below;
        for (var row = 0; row < side; row++)
        {
            var bits = row < below ? 0 : rows[at + row] << right; // above the first row there is nothing
            for (var column = 0; column < side; column += 8)
                BinaryPrimitives.WriteUInt64LittleEndian(pixels[(row * side + column)..],
                    EightPixels[(byte)(bits >> column)]);
        }
    }

    /// <summary>Eight pixels, 0 or 255, from eight bits; the lowest is the leftmost.</summary>
    internal static ulong Expand(byte bits) => EightPixels[bits];

    // Units of half the square's side, y downwards. All three shapes reach to 1.41, the distance of the square's
    // corners.
    private static bool Inside(int shape, double x, double y) => shape switch
    {
        0 => Math.Abs(x) <= 1 && Math.Abs(y) <= 1,
        1 => x * x / 1.96 + y * y / 0.49 <= 1, // half axes 1.4 and 0.7
        _ => Heart(x * x, -y, x * x + y * y - 1) <= 0,
    };

    private static double Heart(double xx, double up, double f) => f * f * f - xx * up * up * up;
}
