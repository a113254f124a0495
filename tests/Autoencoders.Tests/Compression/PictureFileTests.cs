using Autoencoders.Compression;
using Autoencoders.Data;
using Autoencoders.Tests.Display;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Compression;

public class PictureFileTests
{
    // (3x² + 17y + xy) mod 256, 13 × 9, written by Python: rows with the filters 0, 1, 2, 3, 4 in turn (zlib and struct, read again by Pillow 9.4),
    // thresholded above 100 at one bit a pixel (Pillow), and in colour (Pillow).
    private const string FiveFilters = "iVBORw0KGgoAAAANSUhEUgAAAA0AAAAJCAAAAADMEfm2AAAAc0lEQVR4nGNgYOaRNvDOmXzgs072BkZBFi4BMRklDT0TKwc3JkEhYRFRMXEJSSlpGVlmJR4BYXEpOUVVDR19YxZBdl5huBxDaGx2/cyd97ltSzd/d2RM4+QXlVZU1zW2tHf1RjPFl19ITFJ2gYq6tp6RKQCzOxa/qGzA5gAAAABJRU5ErkJggg==";
    private const string OneBit = "iVBORw0KGgoAAAANSUhEUgAAAA0AAAAJAQAAAADBAZvHAAAAJElEQVR4nGNgvsHEcICJhYGRX5FJgIFF3ojpwAfGP2+YGB4AAERtBrlrMecoAAAAAElFTkSuQmCC";
    private const string Colour = "iVBORw0KGgoAAAANSUhEUgAAAA0AAAAJCAIAAABmGDE9AAAAb0lEQVR4nMXMOQoDIBAAQBMjIiKy6npbWFlZWVlZ+f8v5QeBQCD9MA9CCKVUCKG1RsRSSu99jDHnXGvtvc85994nABhjrLXOOUT03ocQYowppZxzKaXW2lp7AQBjTEoJAB/cNx/nXCllrf3B9y/3BoLDILCcNQUwAAAAAElFTkSuQmCC";

    private static readonly GreyPicture Formula = Picture(13, 9, (x, y) => 3 * x * x + 17 * y + x * y);

    private static GreyPicture Picture(int width, int height, Func<int, int, int> value) =>
        new(width, height, [.. Enumerable.Range(0, width * height).Select(i => (byte)value(i % width, i / width))]);

    [Fact]
    public void Other_programs_PNGs_are_read()
    {
        Assert.Equal(Formula.Pixels, GreyPng.Decode(Convert.FromBase64String(FiveFilters), "five").Pixels);
        var binary = GreyPng.Decode(Convert.FromBase64String(OneBit), "one");
        Assert.Equal((13, 9), (binary.Width, binary.Height));
        Assert.Equal(Formula.Pixels.Select(p => (byte)(p > 100 ? 255 : 0)), binary.Pixels);
        Assert.Contains("one in colour", Assert.Throws<DataFileException>(() => GreyPng.Decode(Convert.FromBase64String(Colour), "c")).Message);
        var drawn = Autoencoders.Display.Png.Encode(2, 1, [7, 7, 7, 200, 200, 200], 96);
        Assert.Equal([7, 200], GreyPng.Decode(drawn, "drawn").Pixels);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 3)]
    [InlineData(17, 1)]
    [InlineData(31, 40)]
    public void PNG_and_PGM_return_every_pixel_whatever_the_filter(int width, int height)
    {
        foreach (var value in new Func<int, int, int>[] { (x, y) => 3 * x, (x, y) => x * y * 31, (x, y) => y * 5 + x, (x, y) => 255 * ((x + y) % 2), (x, y) => 0 })
        {
            var picture = Picture(width, height, value);
            Assert.Equal(picture.Pixels, GreyFiles.Parse(GreyPng.Encode(picture), "png").Pixels);
            var pgm = GreyFiles.Parse(GreyFiles.ToPgm(picture), "pgm");
            Assert.Equal((width, height), (pgm.Width, pgm.Height));
            Assert.Equal(picture.Pixels, pgm.Pixels);
        }
    }

    [Fact]
    public void A_PGM_may_have_comments_and_less_than_255_as_its_white() =>
        Assert.Equal([0, 128, 255], GreyFiles.Parse([.. "P5 # a comment\n3 1\n# another\n2\n"u8, 0, 1, 2], "pgm").Pixels);

    [Theory]
    [InlineData("P5\n3 1\n255\n", "cut off")]
    [InlineData("P5\n3 1\n255\nabcd", "behind it")]
    [InlineData("P5\n3 1\n65535\nabcdef", "8 bits")]
    [InlineData("P5\n3 1\n90\nabc", "at most 90")]
    [InlineData("P5\n99999999999999999 1\n255\nabc", "16777216 pixels")]
    [InlineData("P5\n3 x\n255\nabc", "header")]
    [InlineData("P5", "header")]
    [InlineData("P2\n1 1\n255\n0", "a PNG or a PGM")]
    [InlineData("", "an empty file")]
    public void What_is_no_such_PGM_is_told_so(string text, string message) =>
        Assert.Contains(message, Assert.Throws<DataFileException>(() => GreyFiles.Parse([.. text.Select(c => (byte)c)], "it")).Message);

    [Fact]
    public void A_damaged_or_cut_PNG_is_an_error_at_every_byte()
    {
        var png = Convert.FromBase64String(FiveFilters);
        for (var i = 0; i < png.Length; i++)
        {
            Assert.Throws<DataFileException>(() => GreyFiles.Parse(png[..i], "cut"));
            var damaged = png.ToArray();
            damaged[i] ^= 0x10;
            Assert.Throws<DataFileException>(() => GreyFiles.Parse(damaged, "damaged"));
        }
    }

    [Fact]
    public void A_PNG_that_promises_more_than_it_has_costs_no_memory()
    {
        var png = Convert.FromBase64String(FiveFilters);
        (png[18], png[19], png[22], png[23]) = (0x10, 0, 0x10, 0); // 4096 × 4096, and the checksum to go with it
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), PngDecoder.Crc(png.AsSpan(12, 17)));
        Assert.Contains("fewer or more", Assert.Throws<DataFileException>(() => GreyFiles.Parse(png, "bomb")).Message);
    }

    [Fact]
    public void The_checksum_is_the_published_one() => Assert.Equal(0xCBF43926u, Crc32.Of("1234"u8, "56789"u8));

    [Fact]
    public void Images_become_one_picture_row_by_row()
    {
        var tiled = GreyPicture.Tiled(tensor(new float[] { 0, 1, 0.2f, 0.4f, 0.6f, 0.8f }).reshape(3, 1, 1, 2), columns: 2);
        Assert.Equal((4, 2), (tiled.Width, tiled.Height));
        Assert.Equal([0, 255, 51, 102, 153, 204, 0, 0], tiled.Pixels);
        Assert.Equal([1, 1, 2, 4], tiled.ToTensor().shape);
        Assert.Throws<ArgumentException>(() => GreyPicture.Tiled(zeros(2, 3, 4, 4), 2));
    }

    [Fact]
    public void Sizes_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new GreyPicture(0, 1, []));
        Assert.Throws<ArgumentException>(() => new GreyPicture(int.MaxValue, int.MaxValue, []));
        Assert.Throws<ArgumentException>(() => new GreyPicture(2, 2, [1, 2, 3]));
    }

    public static TheoryData<string> Formats => ["JPEG", "WebP", "WebP lossless"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Other_codecs_give_something_like_the_picture(string name)
    {
        var codec = new[] { CommandLineCodec.Jpeg, CommandLineCodec.WebP, CommandLineCodec.WebPLossless }.Single(c => c.Name == name);
        if (!codec.IsInstalled)
        {
            var error = Assert.Throws<InvalidOperationException>(() => codec.Encode(Formula));
            Assert.Contains(codec.Package, error.Message);
            return;
        }
        var smooth = Picture(40, 30, (x, y) => 3 * x + 4 * y);
        var back = codec.Decode(codec.Encode(smooth, 90));
        Assert.Equal((40, 30), (back.Width, back.Height));
        Assert.InRange(back.Pixels.Zip(smooth.Pixels).Max(pair => Math.Abs(pair.First - pair.Second)), 0, name == "WebP lossless" ? 0 : 12);
    }
}
