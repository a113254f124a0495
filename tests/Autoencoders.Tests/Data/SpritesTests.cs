using System.Security.Cryptography;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Data;

public class SpritesTests
{
    private static readonly Sprites Full = Sprites.DSprites();
    private static readonly Sprites Small = Sprites.Small();

    private static byte[] Image(FactorData data, params long[] classes)
    {
        var pixels = new byte[data.Pixels];
        data.Draw((int)data.Space.Index(tensor(classes, [1, classes.Length])).item<long>(), pixels);
        return pixels;
    }

    private static (double X, double Y, int Area) Centre(byte[] pixels, int side)
    {
        var on = Enumerable.Range(0, pixels.Length).Where(i => pixels[i] == 255).ToArray();
        return (on.Average(i => i % side), on.Average(i => i / side), on.Length);
    }

    [Fact]
    public void It_has_the_factors_and_values_of_the_published_set_in_its_order()
    {
        Assert.Equal(737_280, Full.Count);
        Assert.Equal((1, 64, 64), Full.Shape);
        Assert.Equal(["shape", "scale", "orientation", "x", "y"], Full.Space.Factors.Select(factor => factor.Name));
        Assert.Equal([3, 6, 40, 32, 32], Full.Space.Factors.Select(factor => factor.Values.Count));
        // As the published metadata print them
        Assert.Equal([0.5, 0.6, 0.7, 0.8, 0.9, 1], Full.Space.Factors[1].Values.Select(value => Math.Round(value, 8)));
        Assert.Equal([0, 0.16110732, 0.32221463, 0.48332195],
            Full.Space.Factors[2].Values.Take(4).Select(value => Math.Round(value, 8)));
        Assert.Equal(6.28318531, Math.Round(Full.Space.Factors[2].Values[39], 8));
        Assert.Equal([0, 0.03225806, 0.06451613, 0.09677419],
            Full.Space.Factors[3].Values.Take(4).Select(value => Math.Round(value, 8)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Position_scale_and_shape_can_be_measured_on_every_image(bool full)
    {
        var data = full ? Full : Small;
        var (side, places) = (data.Shape.Width, data.Space.Factors[3].Values.Count);
        var units = full ? 9.06 : 5.6;
        var pixels = new byte[data.Pixels];
        for (var index = 0; index < data.Count; index += full ? 613 : 7)
        {
            data.Draw(index, pixels);
            var (x, y, area) = Centre(pixels, side);
            int Class(int factor) => data.Space.Class(index, factor);
            var scale = units * data.Space.Factors[1].Values[Class(1)];
            // Only the heart's centre of mass is not the point that it is turned about.
            var off = Class(0) == 2 ? 0.3 * scale + 0.3 : 0.3;
            Assert.InRange(x, (side - places) / 2.0 + Class(3) - off, (side - places) / 2.0 + Class(3) + off);
            Assert.InRange(y, (side - places) / 2.0 + Class(4) - off, (side - places) / 2.0 + Class(4) + off);
            // Areas of the shapes: a square of side 2, an ellipse with half axes 1.4 and 0.7, the curve (x² + y² − 1)³
            // = x² y³.
            // fewer pixels, coarser
            var (expected, tolerance) = (new[] { 4, Math.PI * 0.98, 3.66 }[Class(0)], full ? 0.15 : 0.25);
            Assert.InRange(area / (scale * scale), (1 - tolerance) * expected, (1 + tolerance) * expected);
            Assert.All(pixels, pixel => Assert.True(pixel is 0 or 255));
        }
    }

    [Fact]
    public void No_sprite_is_cut_off_at_an_edge()
    {
        foreach (var data in new[] { Full, Small })
        {
            var (side, last) = (data.Shape.Width, data.Space.Factors[3].Values.Count - 1);
            for (long shape = 0; shape < 3; shape++)
                for (long turn = 0; turn < data.Space.Factors[2].Values.Count; turn++)
                {
                    var scale = data.Space.Factors[1].Values.Count - 1;
                    var first = Image(data, shape, scale, turn, 0, 0);
                    var moved = Image(data, shape, scale, turn, last, last);
                    Assert.Equal(first.Count(pixel => pixel != 0), moved.Count(pixel => pixel != 0));
                    for (var row = last; row < side; row++)
                        for (var column = last; column < side; column++)
                            Assert.Equal(first[(row - last) * side + column - last], moved[row * side + column]);
                    Assert.All(Enumerable.Range(0, side),
                        i => Assert.Equal(0, first[i] + first[i * side] + moved[(side - 1) * side + i]
                            + moved[i * side + side - 1]));
                }
        }
    }

    [Fact]
    public void A_positive_orientation_turns_clockwise()
    {
        // The heart's point is its lowest pixel at 0, its leftmost a quarter turn later.
        var upright = Image(Full, 2, 5, 0, 16, 16);
        var turned = Image(Full, 2, 5, 10, 16, 16); // 92°
        var (bottom, left) = (Enumerable.Range(0, 4096).Where(i => upright[i] != 0).MaxBy(i => i / 64),
            Enumerable.Range(0, 4096).Where(i => turned[i] != 0).MinBy(i => i % 64));
        Assert.InRange(bottom % 64, 31, 33);
        Assert.InRange(left / 64, 30, 34);
        // An ellipse's longer axis lies along x at 0.
        var ellipse = Image(Full, 1, 5, 0, 16, 16);
        var on = Enumerable.Range(0, 4096).Where(i => ellipse[i] != 0).ToArray();
        Assert.True(on.Max(i => i % 64) - on.Min(i => i % 64) > 1.8 * (on.Max(i => i / 64) - on.Min(i => i / 64)));
    }

    // Orientations of one shape and scale with the same picture, apart from 0 and 39, which are a full turn from each
    // other.
    private static IEnumerable<(int First, int Second)> Equal(int shape, int scale) =>
        from first in Enumerable.Range(0, 39)
        from second in Enumerable.Range(first + 1, 38 - first)
        where Image(Full, shape, scale, first, 0, 0).SequenceEqual(Image(Full, shape, scale, second, 0, 0))
        select (first, second);

    [Fact]
    public void Equal_images_are_a_full_turn_or_about_a_symmetry_apart()
    {
        for (var scale = 0; scale < 6; scale++)
        {
            for (var shape = 0; shape < 3; shape++)
                Assert.Equal(Image(Full, shape, scale, 0, 0, 0), Image(Full, shape, scale, 39, 0, 0));
            Assert.Empty(Equal(2, scale)); // hearts
            // Steps of 360°/39: a quarter turn is 9.75 of them, a half turn 19.5. Within a step and a half of a
            // multiple of that:
            static void Near(double symmetry, (int First, int Second) pair) =>
                Assert.InRange(Math.Abs(Math.IEEERemainder(pair.Second - pair.First, symmetry)), 0, 1.5);
            Assert.All(Equal(0, scale), pair => Near(9.75, pair));
            Assert.All(Equal(1, scale), pair => Near(19.5, pair));
        }
        Assert.NotEmpty(Enumerable.Range(0, 6).SelectMany(scale => Equal(0, scale)));
    }

    [Fact]
    public void No_two_small_sprites_are_equal()
    {
        var pixels = new byte[Small.Pixels];
        var seen = new HashSet<string>();
        for (var index = 0; index < Small.Count; index++)
        {
            Small.Draw(index, pixels);
            Assert.True(seen.Add(Convert.ToHexString(SHA256.HashData(pixels))), $"image {index} is there already");
        }
    }

    [Fact]
    public void Images_come_as_tensors_in_the_order_asked_for()
    {
        var index = tensor([700_000L, 5, 5]);
        var bytes = Full.Bytes(index);
        Assert.Equal([3L, 1, 64, 64], bytes.shape);
        var pixels = new byte[4096];
        Full.Draw(700_000, pixels);
        Assert.Equal(pixels, bytes[0].flatten().data<byte>().ToArray());
        Assert.True(bytes[1].eq(bytes[2]).all().item<bool>());
        Assert.True(Full.Flat(index).eq(bytes.flatten(1).to(float32) / 255).all().item<bool>());
        using var data = Small.Select(Small.Space.Shuffled(1, 50));
        Assert.Equal(50, data.Count);
        Assert.Equal(["shape", "scale", "orientation", "x", "y"], data.FactorNames);
        Assert.True(data.Factors!.select(1, 0).sub(1).to(int64).eq(data.Labels).all().item<bool>());
    }

    [Fact]
    public void Packed_it_is_the_same_set()
    {
        var packed = PackedImages.Pack(Small);
        var (drawn, kept) = (new byte[Small.Pixels], new byte[Small.Pixels]);
        for (var index = 0; index < Small.Count; index += 3)
        {
            Small.Draw(index, drawn);
            packed.Draw(index, kept);
            Assert.Equal(drawn, kept);
        }
        Assert.Same(Small.Space, packed.Space);
    }
}
