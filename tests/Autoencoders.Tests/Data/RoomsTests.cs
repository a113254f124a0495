using System.Security.Cryptography;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Data;

public class RoomsTests
{
    private const int Side = 32, Area = Side * Side;
    private static readonly Rooms Data = new();

    private static byte[] Image(params long[] classes)
    {
        var pixels = new byte[Data.Pixels];
        Data.Draw((int)Data.Space.Index(tensor(classes, [1, classes.Length])).item<long>(), pixels);
        return pixels;
    }

    private static (double R, double G, double B) At(byte[] pixels, int x, int y) =>
        (pixels[y * Side + x] / 255.0, pixels[Area + y * Side + x] / 255.0, pixels[2 * Area + y * Side + x] / 255.0);

    // Hue of a colour in [0, 1): the angle in the plane across grey, by arctangent, as in Preucil's circle. The set
    // itself uses Smith's hexcone, with which it agrees at multiples of 1/6 and differs by less than 0.004 between.
    private static double Hue((double R, double G, double B) colour) =>
        (Math.Atan2(Math.Sqrt(3) * (colour.G - colour.B), 2 * colour.R - colour.G - colour.B) / (2 * Math.PI) + 1) % 1;

    private static void SameHue(double expected, double actual) =>
        Assert.InRange(Math.Abs(Math.IEEERemainder(actual - expected, 1)), 0, 0.012);

    private static int ObjectPixels(long size, long shape, long direction)
    {
        // The object alone changes with its hue.
        var (red, cyan) = (Image(1, 2, 0, size, shape, direction), Image(1, 2, 4, size, shape, direction));
        return Enumerable.Range(0, Area).Count(i => red[i] != cyan[i]);
    }

    [Fact]
    public void It_has_six_factors_and_all_their_combinations()
    {
        Assert.Equal(["floor hue", "wall hue", "object hue", "size", "shape", "direction"],
            Data.Space.Factors.Select(factor => factor.Name));
        Assert.Equal(8 * 8 * 8 * 6 * 4 * 12, Data.Count);
        Assert.Equal((3, Side, Side), Data.Shape);
    }

    [Fact]
    public void Each_hue_can_be_measured_where_its_surface_is_whatever_the_others_are()
    {
        for (var index = 0; index < Data.Count; index += 97)
        {
            var pixels = new byte[Data.Pixels];
            Data.Draw(index, pixels);
            double Value(int factor) => Data.Space.Factors[factor].Values[Data.Space.Class(index, factor)];
            SameHue(Value(0), Hue(At(pixels, 0, Side - 1))); // the floor is in the lower corner
            SameHue(Value(1), Hue(At(pixels, 0, 0)));        // the left wall in the upper
            SameHue(Value(1), Hue(At(pixels, Side - 1, 0))); // and the right one
            SameHue(Value(2), Hue(At(pixels, Side / 2, 18))); // the object in the middle
        }
    }

    [Fact]
    public void A_larger_object_covers_more()
    {
        for (long shape = 0; shape < 4; shape++)
            for (long direction = 0; direction < 12; direction += 5)
            {
                var areas = Enumerable.Range(0, 6).Select(size => ObjectPixels(size, shape, direction)).ToArray();
                Assert.Equal(areas.Distinct().Order(), areas);
                // twice as large, so four times the area; edges make it less
                Assert.InRange(areas[^1] / (double)areas[0], 2.5, 5);
            }
    }

    [Fact]
    public void The_corner_moves_one_way_as_the_camera_turns()
    {
        // In the first row there are walls only, the left one darker; the corner is where brightness steps up.
        double Corner(long direction)
        {
            var pixels = Image(0, 0, 0, 0, 0, direction);
            return Enumerable.Range(0, Side).Sum(x => 1 - (At(pixels, x, 0).R - 0.75) / 0.25);
        }

        var corners = Enumerable.Range(0, 12).Select(direction => Corner(direction)).ToArray();
        Assert.Equal(corners.Distinct().Order(), corners); // to the right
        Assert.Equal(Side, corners[0] + corners[^1], 0.5); // the two ends of the turn are mirror images
        // The corner stands 1.9 √2 behind the middle and the camera 4.6 before it; the pinhole's formula, in units of
        // the picture's side, at 30°.
        var (across, ahead) = (1.9 * Math.Sqrt(2) * Math.Sin(Math.PI / 6), 4.6
            + 1.9 * Math.Sqrt(2) * Math.Cos(Math.PI / 6));
        // the camera looks down a little
        Assert.InRange((corners[^1] - corners[0]) / Side, 0.85 * across / ahead / 0.42, 1.15 * across / ahead / 0.42);
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void No_two_of_its_pictures_are_equal()
    {
        var pixels = new byte[Data.Pixels];
        var seen = new HashSet<string>();
        for (var index = 0; index < Data.Count; index++)
        {
            Data.Draw(index, pixels);
            Assert.True(seen.Add(Convert.ToHexString(MD5.HashData(pixels))), $"picture {index} is there already");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Silhouettes_are_those_of_the_solids(long shape)
    {
        // A view without shading: which pixels belong to the object. The ball's is as wide as high; cylinder and cube
        // are straight at the sides, the cone is not.
        var (one, other) = (Image(1, 2, 0, 5, shape, 6), Image(1, 2, 4, 5, shape, 6));
        var rows = Enumerable.Range(0, Side)
            .Select(y => Enumerable.Range(0, Side).Count(x => one[y * Side + x] != other[y * Side + x]))
            .Where(n => n > 0).ToArray();
        var middle = rows[rows.Length / 2];
        var quarter = rows[rows.Length / 4];
        switch (shape)
        {
            case 0: Assert.InRange(rows.Max() / (double)rows.Length, 0.85, 1.15); break;
            case 3: Assert.InRange(quarter / (double)middle, 0.3, 0.75); break;
            default: Assert.InRange(quarter / (double)middle, 0.85, 1.15); break;
        }
    }
}
