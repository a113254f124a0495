using System.Text;

namespace Autoencoders.Tests.Display;

public class PngTests
{
    [Fact]
    public void The_decoders_checksum_is_that_of_the_standard() =>
        Assert.Equal(0xCBF43926, PngDecoder.Crc(Encoding.ASCII.GetBytes("123456789")));

    [Fact]
    public void A_coloured_picture_comes_back_pixel_by_pixel()
    {
        var random = new Random(1);
        var rgb = new byte[3 * 7 * 5];
        random.NextBytes(rgb);
        var png = new PngDecoder(Png.Encode(7, 5, rgb, 192));
        Assert.Equal((7, 5, 3, 7559), (png.Width, png.Height, png.Channels, png.PixelsPerMetre));
        for (var i = 0; i < 35; i++)
            Assert.Equal((rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]), png[i % 7, i / 7]);
    }

    [Fact]
    public void A_grey_picture_takes_one_channel()
    {
        var png = new PngDecoder(Png.Encode(2, 1, [1, 1, 1, 200, 200, 200], 96));
        Assert.Equal((1, (byte)1, (byte)200), (png.Channels, png[0, 0].R, png[1, 0].G));
    }

    [Fact]
    public void A_picture_of_the_wrong_size_is_an_error() =>
        Assert.Throws<ArgumentException>(() => Png.Encode(2, 2, new byte[3], 96));
}
