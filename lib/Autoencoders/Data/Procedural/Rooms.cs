using System.Numerics;

namespace Autoencoders;

/// <summary>
/// Colour pictures of one object in the corner of a room, 32 × 32, drawn from six factors: the hues of floor, walls and
/// object, the object's size and shape, and the direction from which a camera looks that goes around it. Harder than
/// <see cref="Sprites"/>: the two large areas take most of the squared error, and the direction moves every edge at
/// once. The factors are those of 3D Shapes (Burgess and Kim 2018); the scene and its values are the course's own. 8 ×
/// 8 × 8 × 6 × 4 × 12 = 147,456 pictures.
/// <para>
/// A picture is three layers, floor, walls and object, each so bright as light and the share of the pixel that it fills
/// make it, times its colour. The layers depend on size, shape and direction alone and are cast once, ray by ray; a
/// picture is their sum in its colours. No symmetry hides a factor: the corner tells the direction also where the
/// object, a ball, a cylinder or a cone, does not.
/// </para>
/// </summary>
/// <remarks>Chapter 12, <i>A harder set: rooms</i>.</remarks>
public sealed class Rooms : FactorData
{
    private const int Side = 32, Area = Side * Side, RaysAcross = 4;
    private const double Wall = 1.9; // from the object's middle to each of the two walls
    private static readonly Vector3 Light = Vector3.Normalize(new(-0.5f, -0.7f, 1));

    private readonly float[] layers; // view by view: brightness of floor, walls and object in each pixel, (3, 32, 32)
    private readonly (float R, float G, float B)[] colours;

    /// <summary>The set; its layers are cast here, on all processors.</summary>
    public Rooms()
        : base("rooms", "drawn by the course", new(
            Factor.Even("floor hue", 0, 0.875, 8), Factor.Even("wall hue", 0, 0.875, 8),
            Factor.Even("object hue", 0, 0.875, 8),
            Factor.Even("size", 0.45, 0.9, 6), new Factor("shape", [1, 2, 3, 4]),
            Factor.Even("direction", -Math.PI / 6, Math.PI / 6, 12)), 3, Side, Side)
    {
        colours = [.. Space.Factors[0].Values.Select(Hue)];
        var views = Views;
        layers = new float[views * 3 * Area];
        Parallel.For(0, views, view => Cast(view, layers.AsSpan(view * 3 * Area, 3 * Area)));
    }

    /// <summary>The shapes, in the order of their classes.</summary>
    public static IReadOnlyList<string> Shapes { get; } = ["ball", "cube", "cylinder", "cone"];

    // Size, shape and direction are the last factors: the remainder of an image's number names them.
    private int Views => Space.Factors.Skip(3).Aggregate(1, (product, factor) => product * factor.Values.Count);

    /// <inheritdoc/>
    public override void Draw(int index, Span<byte> pixels)
    {
        var (floor, wall, thing) =
            (colours[Space.Class(index, 0)], colours[Space.Class(index, 1)], colours[Space.Class(index, 2)]);
        var view = layers.AsSpan(index % Views * 3 * Area, 3 * Area);
        for (var i = 0; i < Area; i++)
        {
            var (onFloor, onWall, onThing) = (view[i], view[Area + i], view[2 * Area + i]);
            pixels[i] = Byte(onFloor * floor.R + onWall * wall.R + onThing * thing.R);
            pixels[Area + i] = Byte(onFloor * floor.G + onWall * wall.G + onThing * thing.G);
            pixels[2 * Area + i] = Byte(onFloor * floor.B + onWall * wall.B + onThing * thing.B);
        }

        static byte Byte(float brightness) => (byte)(255 * brightness + 0.5f);
    }

    private void Cast(int view, Span<float> layer)
    {
        var size = (float)Space.Factors[3].Values[Space.Class(view, 3)];
        var shape = Space.Class(view, 4);
        var (sin, cos) = Math.SinCos(Space.Factors[5].Values[Space.Class(view, 5)]);
        var eye = new Vector3((float)(4.6 * sin), (float)(-4.6 * cos), 1.9f);
        var ahead = Vector3.Normalize(new Vector3(0, 0, 0.75f) - eye);
        var right = Vector3.Normalize(Vector3.Cross(ahead, Vector3.UnitZ));
        var up = Vector3.Cross(right, ahead);
        const int Rays = Side * RaysAcross;
        for (var y = 0; y < Rays; y++)
            for (var x = 0; x < Rays; x++)
            {
                float At(int ray) => 0.42f * ((ray + 0.5f) * 2 / Rays - 1);
                var (which, brightness) = Hit(shape, size, eye, Vector3.Normalize(ahead + At(x) * right - At(y) * up));
                layer[which * Area + y / RaysAcross * Side + x / RaysAcross] += brightness / (RaysAcross * RaysAcross);
            }
    }

    /// <summary>
    /// The layer that a ray meets first (0 floor, 1 walls, 2 object), and how bright it is there, in [0, 1].
    /// </summary>
    private static (int Layer, float Brightness) Hit(int shape, float size, Vector3 eye, Vector3 ray)
    {
        if (RoomObject.Meet(shape, size, eye, ray) is { } met)
            return (2, 0.35f + 0.65f * Math.Max(0, Vector3.Dot(met.Normal, Light)));
        var (toFloor, toLeft, toRight) =
            (Distance(-Vector3.UnitZ, 0), Distance(new(-Diagonal, Diagonal, 0), Wall),
                Distance(new(Diagonal, Diagonal, 0), Wall));
        return toFloor <= Math.Min(toLeft, toRight) ? (0, 0.9f) : toLeft < toRight ? (1, 0.75f) : (1, 1);

        // Along the ray to the plane of the points p with p · normal = offset, which lies before or behind the eye.
        float Distance(Vector3 normal, double offset)
        {
            var speed = Vector3.Dot(ray, normal);
            return speed <= 0 ? float.PositiveInfinity : (float)((offset - Vector3.Dot(eye, normal)) / speed);
        }
    }

    private const float Diagonal = 0.70710678f;

    /// <summary>A hue between 0 and 1 as red, green and blue, not quite saturated.</summary>
    private static (float R, float G, float B) Hue(double hue)
    {
        return (Channel(5), Channel(3), Channel(1));

        // Smith's conversion of 1978 with a saturation of 0.8 and the value 1
        float Channel(int n)
        {
            var k = (n + 6 * hue) % 6;
            return (float)(1 - 0.8 * Math.Max(0, Math.Min(Math.Min(k, 4 - k), 1)));
        }
    }
}
