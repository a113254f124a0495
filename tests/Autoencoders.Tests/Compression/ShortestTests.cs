using Autoencoders.Tests.Display;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Compression;

/// <summary>The shortest of all methods, with the model that comes with the course.</summary>
public sealed class ShortestTests : IDisposable
{
    private readonly CodecModel model = CodecModel.Shipped();

    public void Dispose() => model.Dispose();

    private static GreyPicture Picture(string kind, int width, int height)
    {
        if (kind == "digits")
        {
            using var scope = NewDisposeScope();
            var (columns, rows) = ((width + 27) / 28, (height + 27) / 28);
            using var data = Datasets.Drawn(1, Math.Max(columns * rows, 2), seed: 9);
            var whole = GreyPicture.Tiled(data.Test.Take(columns * rows).Images(), columns);
            return Made(width, height, (x, y) => whole.Pixels[y * whole.Width + x]);
        }
        var random = new SplitMix64(5);
        return Made(width, height, kind switch
        {
            "noise" => (_, _) => (int)random.Below(256),
            "constant" => (_, _) => 77,
            "photograph" => (x, y) => (int)(120 + 60 * Math.Sin(x / 9.0) + 50 * Math.Cos(y / 7.0) + random.Below(8)),
            _ => throw new ArgumentException(kind),
        });
    }

    private static GreyPicture Made(int width, int height, Func<int, int, int> value) =>
        new(width, height, [.. Enumerable.Range(0, width * height).Select(i => (byte)value(i % width, i / width))]);

    private CodedPicture Coded(GreyPicture picture, byte[] file)
    {
        var codec = new PictureCodec(model);
        var coded = CodedPicture.Parse(codec.Shortest(picture, file).ToBytes(), "coded");
        var back = codec.Decode(coded, "coded");
        Assert.Equal((picture.Width, picture.Height), (back.Width, back.Height));
        Assert.Equal(picture.Pixels, back.Pixels);
        Assert.InRange(coded.ToBytes().Length, 0, file.Length + CodedPicture.Overhead);
        return coded;
    }

    [Theory]
    [Trait("Speed", "slow")]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 9)]
    [InlineData(15, 7)]
    [InlineData(28, 28)]
    [InlineData(29, 27)]
    [InlineData(64, 48)]
    public void Every_pixel_comes_back_and_no_file_is_much_longer_than_what_came(int width, int height)
    {
        foreach (var kind in new[] { "noise", "constant", "photograph", "digits" })
        {
            var picture = Picture(kind, width, height);
            var png = PictureFormat.Png.Encode(picture);
            foreach (var file in new[] { Pgm.Encode(picture), png, PictureFormat.WebPLossless.Encode(picture) })
            {
                var stored = picture.Pixels.Length + 5; // RFC 1951 without compression
                var most = Math.Min(stored, Math.Min(file.Length, png.Length));
                Assert.InRange(Coded(picture, file).Payload.Length, 1, most);
            }
        }
    }

    [Theory]
    [Trait("Speed", "slow")]
    [InlineData("noise", 60, 40, PictureMethod.Deflate)]
    [InlineData("noise", 300, 200, PictureMethod.Kept)] // deflate needs five bytes for every 16 kB
    [InlineData("constant", 300, 200, PictureMethod.Deflate)]
    [InlineData("photograph", 300, 200, PictureMethod.Png)]
    [InlineData("digits", 300, 200, PictureMethod.Lossless)]
    public void Each_kind_of_picture_has_its_method(string kind, int width, int height, PictureMethod method)
    {
        var picture = Picture(kind, width, height);
        Assert.Equal(method, Coded(picture, Pgm.Encode(picture)).Method);
    }

    [Fact]
    public void A_file_that_nothing_makes_shorter_is_kept()
    {
        var jpeg = PictureFormat.Jpeg.Encode(Picture("noise", 64, 48), 20);
        var coded = Coded(GreyFiles.Parse(jpeg, "jpeg"), jpeg);
        Assert.Equal(PictureMethod.Kept, coded.Method);
        Assert.Equal(jpeg, coded.Payload);
    }

    [Fact]
    public void The_picture_that_grew_eightfold_does_so_no_more()
    {
        var picture = Picture("noise", 15, 7);
        var file = Pgm.Encode(picture);
        Assert.Equal(117, file.Length);
        var byTheModel = new PictureCodec(model).Encode(picture, PictureMethod.Lossless).ToBytes();
        Assert.True(byTheModel.Length > 200);
        Assert.InRange(Coded(picture, file).ToBytes().Length, 0, file.Length + CodedPicture.Overhead);
    }

    [Fact]
    public void Lossy_means_codes_only_where_they_are_shorter()
    {
        var codec = new PictureCodec(model);
        CodedPicture Lossy(GreyPicture picture) => codec.Shortest(picture, Pgm.Encode(picture), lossy: true);
        Assert.Equal(PictureMethod.Codes, Lossy(Picture("digits", 56, 56)).Method);
        var dot = Picture("noise", 1, 1);
        Assert.Equal(PictureMethod.Deflate, Lossy(dot).Method);
        Assert.Equal(dot.Pixels, codec.Decode(Lossy(dot), "dot").Pixels);
    }

    [Fact]
    public void A_file_written_by_hand_is_read_and_one_of_another_version_refused_by_its_number()
    {
        byte[] File(byte version)
        {
            byte[] pixels = [7, 200];
            byte[] payload = Deflated(pixels);
            byte[] all =
            [
                0x8E, .. "AEC"u8, version, 3, 0, 0, 0, 0, 2, 0, 1, 0, (byte)payload.Length, 0, 0, 0,
                .. BitConverter.GetBytes(PngDecoder.Crc(pixels)), .. payload,
            ];
            return [.. all, .. BitConverter.GetBytes(PngDecoder.Crc(all))];
        }
        var picture = new PictureCodec(model).Decode(CodedPicture.Parse(File(1), "one"), "one");
        Assert.Equal((2, 1), (picture.Width, picture.Height));
        Assert.Equal([7, 200], picture.Pixels);
        var refused = Assert.Throws<DataFileException>(() => CodedPicture.Parse(File(2), "two"));
        Assert.Contains("version 1 of the format, but found version 2", refused.Message);
    }

    [Fact]
    public void Files_without_a_model_that_are_whole_but_wrong_are_errors()
    {
        var codec = new PictureCodec(model);
        var picture = Picture("photograph", 20, 10);
        var check = Crc32.Compute(picture.Pixels);
        foreach (var coded in new[]
        {
            new CodedPicture(PictureMethod.Deflate, 0, 20, 10, check, Deflated(picture.Pixels)),
            new CodedPicture(PictureMethod.Png, 0, 20, 10, check, PictureFormat.Png.Encode(picture)),
            new CodedPicture(PictureMethod.Kept, 0, 20, 10, check, Pgm.Encode(picture)),
        })
        {
            Assert.Equal(picture.Pixels, codec.Decode(CodedPicture.Parse(coded.ToBytes(), "right"), "right").Pixels);
            Assert.False(coded.NeedsModel);
            Wrong(coded with { Symbols = coded.Symbols ^ 1 });
            Wrong(coded with { Height = 11 });
            Wrong(coded with { Height = 9 });
            Wrong(coded with { Payload = [] });
            Wrong(coded with { Payload = coded.Payload[..^20] });
            Wrong(coded with { Payload = [0xFF, 0xFF, 0xFF] });
        }

        void Wrong(CodedPicture coded) =>
            Assert.Throws<DataFileException>(() => codec.Decode(CodedPicture.Parse(coded.ToBytes(), "wrong"), "wrong"));
    }

    /// <summary>A stored block of RFC 1951: five bytes, and the bytes. No compressor is needed to write it.</summary>
    private static byte[] Deflated(byte[] bytes) =>
        [1, (byte)bytes.Length, (byte)(bytes.Length >> 8), (byte)~bytes.Length, (byte)(~bytes.Length >> 8), .. bytes];
}
