using SkiaSharp;

namespace Autoencoders;

/// <summary>PNG, JPEG and WebP by SkiaSharp: what other people's codecs make of the same pictures.</summary>
public sealed class PictureFormat
{
    private const string Damaged = "It is cut off or damaged: get it again.";
    private readonly int mostSide;
    private readonly Func<SKPixmap, int, SKData?> encode; // of a picture and a quality

    private PictureFormat(string name, int mostSide, Func<SKPixmap, int, SKData?> encode) =>
        (Name, this.mostSide, this.encode) = (name, mostSide, encode);

    /// <summary>
    /// PNG, grey, 8 bits a pixel: the shortest file of those with one of the five filters for all rows, or with one
    /// chosen row by row. The quality is ignored.
    /// </summary>
    public static PictureFormat Png { get; } = new("PNG", GreyPicture.MostSide, (picture, _) => Shortest(
        from filter in new[]
        {
            SKPngEncoderFilterFlags.None, SKPngEncoderFilterFlags.Sub, SKPngEncoderFilterFlags.Up,
            SKPngEncoderFilterFlags.Avg, SKPngEncoderFilterFlags.Paeth, SKPngEncoderFilterFlags.AllFilters,
        }
        select picture.Encode(new SKPngEncoderOptions(filter, 9))));

    /// <summary>JPEG, grey, with optimised Huffman tables.</summary>
    public static PictureFormat Jpeg { get; } = new("JPEG", 65_500, (picture, quality) =>
        picture.Encode(new SKJpegEncoderOptions(quality)));

    /// <summary>WebP, lossy, at the effort that Skia sets: libwebp's method 3 of 0 to 6.</summary>
    public static PictureFormat WebP { get; } = new("WebP", 16_383, (picture, quality) =>
        picture.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, quality)));

    /// <summary>WebP, lossless, at the effort that Skia sets: libwebp's method 0. The quality is ignored.</summary>
    public static PictureFormat WebPLossless { get; } = new("WebP lossless", 16_383, (picture, _) =>
        picture.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 100)));

    /// <summary>The format's name.</summary>
    public string Name { get; }

    /// <summary>Whether the format has room for a picture of this size.</summary>
    public bool Holds(GreyPicture picture) => Math.Max(picture.Width, picture.Height) <= mostSide;

    /// <summary>The picture as a file of this format.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="quality">From 0 to 100, as libjpeg and libwebp mean it.</param>
    /// <exception cref="ArgumentException">The quality is none, or a side is longer than the format allows.</exception>
    public byte[] Encode(GreyPicture picture, int quality = 75)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quality);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        if (!Holds(picture))
            throw new ArgumentException(
                $"{Name} has at most {mostSide} pixels a side; the picture is {picture.Width} × {picture.Height}.",
                nameof(picture));
        var size = new SKImageInfo(picture.Width, picture.Height, SKColorType.Gray8, SKAlphaType.Opaque);
        using var image = SKImage.FromPixelCopy(size, picture.Pixels);
        using var pixels = image.PeekPixels();
        using var file = encode(pixels, quality) ?? throw new InvalidOperationException($"Skia wrote no {Name}.");
        return file.ToArray();
    }

    /// <summary>
    /// The picture in a file of one of these formats. Colours become grey by Rec. 601, 0.299 R + 0.587 G + 0.114 B,
    /// what is transparent lies on white, 16 bits a sample become 8, and a photograph is turned as its EXIF orientation
    /// says; <see cref="GreyPicture.Change"/> tells which of these it was.
    /// </summary>
    /// <exception cref="DataFileException">The file is damaged, cut off, too large, or moves.</exception>
    internal static GreyPicture Decode(byte[] file, string name)
    {
        var isPng = file is [0x89, ..];
        if (isPng) PngChunks.Check(file, name);
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data)
            ?? throw new DataFileException(name, "a picture that Skia reads", "something else in its header", Damaged);
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        GreyPicture.RequirePossible(width, height, name);
        if (codec.FrameCount > 1)
            throw new DataFileException(name, "one picture", $"{codec.FrameCount} that move", "Save one of them.");
        var colours = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        var result = codec.GetPixels(colours, out var rgba);
        if (result != SKCodecResult.Success)
            throw new DataFileException(name, $"{width} × {height} pixels", $"other data ({result})", Damaged);

        var changes = new List<string>();
        if (isPng && PngChunks.Depth(file) == 16) changes.Add("16 bits a sample became 8");
        var (pixels, isColoured, isClear) = ToGrey(rgba);
        if (isColoured) changes.Add("colours became grey, 0.299 R + 0.587 G + 0.114 B");
        if (isClear) changes.Add("what was transparent lies on white");
        if (codec.EncodedOrigin != SKEncodedOrigin.TopLeft)
        {
            changes.Add("it was turned as its EXIF orientation says");
            (width, height, pixels) = Upright(width, height, pixels, codec.EncodedOrigin);
        }
        return new(width, height, pixels) { Change = changes.Count == 0 ? null : string.Join("; ", changes) };
    }

    private static SKData? Shortest(IEnumerable<SKData?> files)
    {
        SKData? shortest = null;
        foreach (var file in files)
        {
            var isShorter = file is not null && (shortest is null || file.Size < shortest.Size);
            (isShorter ? shortest : file)?.Dispose();
            if (isShorter) shortest = file;
        }
        return shortest;
    }

    private static (byte[] Pixels, bool IsColoured, bool IsClear) ToGrey(byte[] rgba)
    {
        var (pixels, isColoured, isClear) = (new byte[rgba.Length / 4], false, false);
        for (var i = 0; i < pixels.Length; i++)
        {
            int r = rgba[4 * i], g = rgba[4 * i + 1], b = rgba[4 * i + 2], a = rgba[4 * i + 3];
            // A lossy WebP's grey is uneven by one level.
            isColoured |= a > 0 && Math.Max(r, Math.Max(g, b)) - Math.Min(r, Math.Min(g, b)) > 1;
            isClear |= a < 255;
            pixels[i] = (byte)(((299 * r + 587 * g + 114 * b) * a + 255_000 * (255 - a) + 127_500) / 255_000);
        }
        return (pixels, isColoured, isClear);
    }

    // The eight orientations of EXIF: by where a pixel of the upright picture, (x, y), lies among the stored ones.
    private static (int, int, byte[]) Upright(int width, int height, byte[] stored, SKEncodedOrigin origin)
    {
        var (right, bottom) = (width - 1, height - 1);
        var (across, down) = origin >= SKEncodedOrigin.LeftTop ? (height, width) : (width, height);
        var pixels = new byte[stored.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (y, x) = Math.DivRem(i, across);
            var (u, v) = origin switch
            {
                SKEncodedOrigin.TopRight => (right - x, y),
                SKEncodedOrigin.BottomRight => (right - x, bottom - y),
                SKEncodedOrigin.BottomLeft => (x, bottom - y),
                SKEncodedOrigin.LeftTop => (y, x),
                SKEncodedOrigin.RightTop => (y, bottom - x),
                SKEncodedOrigin.RightBottom => (right - y, bottom - x),
                SKEncodedOrigin.LeftBottom => (right - y, x),
                _ => (x, y),
            };
            pixels[i] = stored[v * width + u];
        }
        return (across, down, pixels);
    }
}
