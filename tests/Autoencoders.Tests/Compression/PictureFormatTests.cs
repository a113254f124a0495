using System.Buffers.Binary;
using Autoencoders.Tests.Display;

namespace Autoencoders.Tests.Compression;

public class PictureFormatTests
{
    // (3x² + 17y + xy) mod 256, 13 × 9, written by Python: rows with the filters 0 to 4 in turn (zlib and struct,
    // read again by Pillow 9.4), thresholded above 100 at one bit a pixel (Pillow).
    private const string FiveFilters =
        "iVBORw0KGgoAAAANSUhEUgAAAA0AAAAJCAAAAADMEfm2AAAAc0lEQVR4nGNgYOaRNvDOmXzgs072BkZBFi4BMRklDT0TKwc3JkEh" +
        "YRFRMXEJSSlpGVlmJR4BYXEpOUVVDR19YxZBdl5huBxDaGx2/cyd97ltSzd/d2RM4+QXlVZU1zW2tHf1RjPFl19ITFJ2gYq6tp6R" +
        "KQCzOxa/qGzA5gAAAABJRU5ErkJggg==";
    private const string OneBit =
        "iVBORw0KGgoAAAANSUhEUgAAAA0AAAAJAQAAAADBAZvHAAAAJElEQVR4nGNgvsHEcICJhYGRX5FJgIFF3ojpwAfGP2+YGB4AAERt" +
        "BrlrMecoAAAAAElFTkSuQmCC";

    private static readonly GreyPicture Formula = Picture(13, 9, (x, y) => 3 * x * x + 17 * y + x * y);

    private static GreyPicture Picture(int width, int height, Func<int, int, int> value) =>
        new(width, height, [.. Enumerable.Range(0, width * height).Select(i => (byte)value(i % width, i / width))]);

    private static GreyPicture Read(byte[] file) => GreyFiles.Parse(file, "it");

    private static string Refused(byte[] file) => Assert.Throws<DataFileException>(() => Read(file)).Message;

    [Fact]
    public void Other_programs_PNGs_are_read()
    {
        Assert.Equal(Formula.Pixels, Read(Convert.FromBase64String(FiveFilters)).Pixels);
        var binary = Read(Convert.FromBase64String(OneBit));
        Assert.Equal((13, 9), (binary.Width, binary.Height));
        Assert.Equal(Formula.Pixels.Select(p => (byte)(p > 100 ? 255 : 0)), binary.Pixels);
        var drawn = Png.Encode(2, 1, [7, 7, 7, 200, 200, 200], 96);
        Assert.Equal([7, 200], Read(drawn).Pixels);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(4, false)]
    [InlineData(8, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(4, true)]
    [InlineData(8, true)]
    public void A_grey_PNG_of_any_depth_is_scaled_to_8_bits_without_a_word(int depth, bool interlaced)
    {
        var most = (1 << depth) - 1;
        int Sample(int x, int y) => (5 * x + 3 * y + x * y) & most;
        var picture = Read(PngWriter.Write(13, 9, depth, PngWriter.Grey, (x, y) => [Sample(x, y)], interlaced));
        Assert.Equal(Picture(13, 9, (x, y) => Sample(x, y) * 255 / most).Pixels, picture.Pixels);
        Assert.Null(picture.Change);
    }

    [Theory]
    [InlineData(PngWriter.Grey)]
    [InlineData(PngWriter.Rgb)]
    public void Sixteen_bits_become_eight_and_that_is_said(int type)
    {
        int[] values = [0, 255, 256, 0x7FFF, 0x8000, 0xFF00, 0xFFFF];
        var channels = type == PngWriter.Grey ? 1 : 3;
        var picture = Read(PngWriter.Write(7, 1, 16, type, (x, _) => [.. Enumerable.Repeat(values[x], channels)]));
        foreach (var (value, pixel) in values.Zip(picture.Pixels)) Assert.InRange(pixel - value * 255 / 65535.0, -1, 1);
        Assert.Equal((0, 255), (picture.Pixels[0], picture.Pixels[6]));
        Assert.Equal("16 bits a sample became 8", picture.Change);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Colours_become_grey_by_the_formula(bool interlaced)
    {
        int[] Colour(int x, int y) => [20 * x & 255, 30 * y & 255, 7 * x * y & 255];
        byte Luma(int[] c) => (byte)Math.Round(0.299 * c[0] + 0.587 * c[1] + 0.114 * c[2]);
        var expected = Picture(13, 9, (x, y) => Luma(Colour(x, y))).Pixels;
        var picture = Read(PngWriter.Write(13, 9, 8, PngWriter.Rgb, Colour, interlaced));
        Assert.Equal(expected, picture.Pixels);
        Assert.Equal("colours became grey, 0.299 R + 0.587 G + 0.114 B", picture.Change);

        byte[] palette = [.. Enumerable.Range(0, 117).SelectMany(i => Colour(i % 13, i / 13)).Select(c => (byte)c)];
        const int Indexed = PngWriter.Palette;
        var many = PngWriter.Write(13, 9, 8, Indexed, (x, y) => [13 * y + x], interlaced, ("PLTE", palette));
        Assert.Equal(expected, Read(many).Pixels);
        byte[] greys = [9, 9, 9, 80, 80, 80, 7, 7, 7];
        var four = PngWriter.Write(3, 1, 2, Indexed, (x, _) => [x], interlaced, ("PLTE", greys));
        Assert.Equal([9, 80, 7], Read(four).Pixels);
        Assert.Null(Read(four).Change);
    }

    [Fact]
    public void What_is_transparent_lies_on_white()
    {
        var grey = Read(PngWriter.Write(3, 1, 8, PngWriter.GreyAlpha, (x, _) => [100, 0 + 255 * x / 2]));
        Assert.Equal([255, 178, 100], grey.Pixels); // alpha 0, 127, 255: (100 · 127 + 255 · 128) / 255 = 177.8
        Assert.Equal("what was transparent lies on white", grey.Change);
        var colour = Read(PngWriter.Write(2, 1, 8, PngWriter.Rgba, (x, _) => [255, 0, 0, 255 * x]));
        Assert.Equal([255, 76], colour.Pixels);
        Assert.Contains("colours became grey", colour.Change);
        Assert.Contains("white", colour.Change);
        Assert.Null(Read(PngWriter.Write(2, 1, 8, PngWriter.GreyAlpha, (_, _) => [100, 255])).Change);
        var keyed = PngWriter.Write(2, 1, 8, PngWriter.Grey, (x, _) => [30 + 10 * x], false, ("tRNS", [0, 30]));
        Assert.Equal([255, 40], Read(keyed).Pixels);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 3)]
    [InlineData(17, 1)]
    [InlineData(31, 40)]
    public void PNG_and_lossless_WebP_return_every_pixel(int width, int height)
    {
        Func<int, int, int>[] values =
            [(x, y) => 3 * x, (x, y) => x * y * 31, (x, y) => y * 5 + x, (x, y) => 255 * ((x + y) % 2), (x, y) => 0];
        foreach (var value in values)
        {
            var picture = Picture(width, height, value);
            foreach (var format in new[] { PictureFormat.Png, PictureFormat.WebPLossless })
            {
                var back = Read(format.Encode(picture));
                Assert.Equal((width, height), (back.Width, back.Height));
                Assert.Equal(picture.Pixels, back.Pixels);
                Assert.Null(back.Change);
            }
        }
    }

    [Fact]
    public void A_written_PNG_is_grey_with_8_bits_and_the_checksums_of_the_standard()
    {
        var png = PictureFormat.Png.Encode(Formula);
        Assert.Equal((8, PngWriter.Grey), (png[24], png[25]));
        Assert.Equal(PngDecoder.Crc(png.AsSpan(12, 17)), BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(29)));
    }

    public static TheoryData<string> Lossy => ["JPEG", "WebP"];

    [Theory]
    [MemberData(nameof(Lossy))]
    public void Lossy_formats_give_something_like_the_picture_the_more_the_longer_the_file(string name)
    {
        var format = new[] { PictureFormat.Jpeg, PictureFormat.WebP }.Single(f => f.Name == name);
        var smooth = Picture(40, 30, (x, y) => 3 * x + 4 * y);
        var back = Read(format.Encode(smooth, 90));
        Assert.Equal((40, 30), (back.Width, back.Height));
        Assert.All(back.Pixels.Zip(smooth.Pixels), pair => Assert.InRange(pair.First - pair.Second, -12, 12));
        Assert.Null(back.Change);
        var busy = Picture(40, 30, (x, y) => x * y * 31);
        int[] qualities = [5, 30, 60, 95];
        var lengths = qualities.Select(quality => format.Encode(busy, quality).Length).ToArray();
        Assert.Equal(lengths.Order(), lengths);
        double Error(int quality) =>
            Read(format.Encode(busy, quality)).Pixels.Zip(busy.Pixels).Sum(p => Math.Pow(p.First - p.Second, 2));
        Assert.True(Error(95) < Error(60) && Error(60) < Error(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => format.Encode(busy, 101));
        Assert.Throws<ArgumentOutOfRangeException>(() => format.Encode(busy, -1));
    }

    [Fact]
    public void A_side_that_a_format_has_no_room_for_is_refused()
    {
        var wide = new GreyPicture(16_384, 1, new byte[16_384]);
        Assert.False(PictureFormat.WebP.Holds(wide));
        Assert.Contains("16383", Assert.Throws<ArgumentException>(() => PictureFormat.WebP.Encode(wide)).Message);
        var longest = new GreyPicture(1, GreyPicture.MostSide, new byte[GreyPicture.MostSide]);
        Assert.Equal(longest.Height, Read(PictureFormat.Png.Encode(longest)).Height);
        Assert.Contains("65500", Assert.Throws<ArgumentException>(() => PictureFormat.Jpeg.Encode(longest)).Message);
        var fits = new GreyPicture(16_383, 1, new byte[16_383]);
        Assert.Equal(fits.Pixels, Read(PictureFormat.WebPLossless.Encode(fits)).Pixels);
        var jpeg = new GreyPicture(65_500, 1, new byte[65_500]);
        Assert.Equal(65_500, Read(PictureFormat.Jpeg.Encode(jpeg)).Width);
    }

    /// <summary>EXIF 2.3, tag 274: where the stored picture's first row and its first column are seen.</summary>
    [Theory]
    [InlineData(1, "top left")]
    [InlineData(2, "top right")]
    [InlineData(3, "bottom right")]
    [InlineData(4, "bottom left")]
    [InlineData(5, "left top")]
    [InlineData(6, "right top")]
    [InlineData(7, "right bottom")]
    [InlineData(8, "left bottom")]
    public void A_photograph_is_turned_as_its_EXIF_orientation_says(byte orientation, string rowAndColumn)
    {
        // 32 × 16 in blocks of 8 × 8, which a JPEG keeps: dark grows with the row, a little with the column.
        var stored = Picture(32, 16, (x, y) => 40 + 120 * (y / 8) + 20 * (x / 8));
        var jpeg = PictureFormat.Jpeg.Encode(stored, 100);
        byte[] entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, .. entry, 0, 0, 0, 0];
        var picture = Read([.. jpeg[..2], .. exif, .. jpeg[2..]]);
        var (row, column) = (rowAndColumn.Split(' ')[0], rowAndColumn.Split(' ')[1]);
        var isTurned = row is "left" or "right";
        Assert.Equal(isTurned ? (16, 32) : (32, 16), (picture.Width, picture.Height));
        for (var r = 0; r < 16; r++)
            for (var c = 0; c < 32; c++)
            {
                int From(string side, int at) => side switch
                {
                    "right" => picture.Width - 1 - at,
                    "bottom" => picture.Height - 1 - at,
                    _ => at,
                };
                var (x, y) = isTurned ? (From(row, r), From(column, c)) : (From(column, c), From(row, r));
                Assert.InRange(picture.Pixels[y * picture.Width + x] - stored.Pixels[r * 32 + c], -3, 3);
            }
        Assert.Equal(orientation == 1 ? null : "it was turned as its EXIF orientation says", picture.Change);
    }

    [Fact]
    public void A_damaged_or_cut_PNG_is_an_error_at_every_byte()
    {
        var png = Convert.FromBase64String(FiveFilters);
        for (var i = 0; i < png.Length; i++)
        {
            Refused(png[..i]);
            var damaged = png.ToArray();
            damaged[i] ^= 0x10;
            Refused(damaged);
        }
    }

    [Theory]
    [MemberData(nameof(Lossy))]
    public void A_cut_file_is_an_error_wherever_it_is_cut(string name)
    {
        var format = new[] { PictureFormat.Jpeg, PictureFormat.WebP }.Single(f => f.Name == name);
        var file = format.Encode(Picture(40, 30, (x, y) => x * y * 31));
        for (var i = 0; i < file.Length - 2; i++) Refused(file[..i]); // the last two of a JPEG say that it ends
    }

    [Fact]
    public void A_damaged_JPEG_or_WebP_is_an_error_or_a_picture_and_nothing_else()
    {
        var picture = Picture(20, 20, (x, y) => x * y * 31);
        foreach (var format in new[] { PictureFormat.Jpeg, PictureFormat.WebP, PictureFormat.WebPLossless })
        {
            var file = format.Encode(picture);
            for (var i = 0; i < file.Length; i++)
            {
                var damaged = file.ToArray();
                damaged[i] ^= 0x10;
                try { Read(damaged); }
                catch (DataFileException) { }
            }
        }
    }

    [Fact]
    public void A_PNG_that_promises_more_than_it_has_is_refused()
    {
        var png = Convert.FromBase64String(FiveFilters);
        Assert.Contains("4096 × 4096 pixels", Refused(Sized(png, 4096, 4096)));
        Assert.Contains("at most 65535 a side, but found 70000 × 1", Refused(Sized(png, 70_000, 1)));
        Assert.Contains("16777216 pixels", Refused(Sized(png, 4097, 4096)));
    }

    [Fact]
    public void Pictures_that_move_are_refused()
    {
        var still = PictureFormat.WebPLossless.Encode(Formula)[12..]; // its one chunk
        static byte[] Three(int n) => [(byte)n, (byte)(n >> 8), (byte)(n >> 16)];
        static byte[] Chunk(ReadOnlySpan<byte> type, byte[] body) => [.. type, .. Three(body.Length), 0, .. body];
        byte[] frame = [0, 0, 0, 0, 0, 0, .. Three(12), .. Three(8), .. Three(100), 0, .. still];
        byte[] content =
        [
            .. "WEBP"u8, .. Chunk("VP8X"u8, [2, 0, 0, 0, .. Three(12), .. Three(8)]), .. Chunk("ANIM"u8, new byte[6]),
            .. Chunk("ANMF"u8, frame), .. Chunk("ANMF"u8, frame),
        ];
        byte[] moving = [.. "RIFF"u8, .. Three(content.Length), 0, .. content];
        Assert.Contains("one picture, but found 2 that move", Refused(moving));
    }

    // The file with another size in its header, and the checksum to go with it.
    private static byte[] Sized(byte[] png, int width, int height)
    {
        var other = png.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(other.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(other.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(other.AsSpan(29), PngDecoder.Crc(other.AsSpan(12, 17)));
        return other;
    }
}
