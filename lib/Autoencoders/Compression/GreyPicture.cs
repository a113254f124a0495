using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>A grey picture of any size, 8 bits a pixel, as files hold it.</summary>
public sealed record GreyPicture
{
    /// <summary>No picture has more pixels, whatever a file says: 4,096 × 4,096.</summary>
    public const int MostPixels = 1 << 24;

    /// <summary>No side is longer, in pixels.</summary>
    public const int MostSide = ushort.MaxValue;

    /// <summary>A picture of these pixels, row by row from the top.</summary>
    /// <exception cref="ArgumentException">The sizes are not positive, there are too many pixels, or not as many as the
    /// sizes say.</exception>
    public GreyPicture(int width, int height, byte[] pixels)
    {
        if (!IsPossible(width, height))
            throw new ArgumentException($"A picture is {Sizes}; {width} × {height} is no such size.", nameof(width));
        if (pixels.Length != width * height)
            throw new ArgumentException(
                $"A picture of {width} × {height} has {width * height} pixels, not {pixels.Length}.", nameof(pixels));
        (Width, Height, Pixels) = (width, height, pixels);
    }

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The pixels, 0 is black, row by row from the top.</summary>
    public byte[] Pixels { get; }

    /// <summary>What was changed when the picture was read from a file, in words; null if nothing was.</summary>
    public string? Change { get; init; }

    /// <summary>
    /// One picture of many, (n, 1, h, w) in [0, 1], side by side in rows of <paramref name="columns"/>; the last row is
    /// filled up with black.
    /// </summary>
    /// <exception cref="ArgumentException">The images have another shape.</exception>
    public static GreyPicture Tiled(Tensor images, int columns)
    {
        if (images.dim() != 4 || images.shape[1] != 1 || images.numel() == 0 || columns < 1)
            throw new ArgumentException($"Images to be tiled are (n, 1, h, w), in at least one column; these have the "
                + $"shape ({string.Join(", ", images.shape)}).", nameof(images));
        using var scope = NewDisposeScope();
        var (n, h, w) = ((int)images.shape[0], (int)images.shape[2], (int)images.shape[3]);
        var rows = (n + columns - 1) / columns;
        var all = cat([images.to(float32).cpu(), zeros(rows * columns - n, 1, h, w, device: CPU)], 0);
        var bytes = (all * 255).round().clamp(0, 255).to(uint8).reshape(rows, columns, h, w).permute(0, 2, 1, 3);
        return new(columns * w, rows * h, TensorElements.Read<byte>(bytes));
    }

    /// <summary>The picture as numbers in [0, 1], (1, 1, h, w).</summary>
    public Tensor ToTensor() => tensor(Pixels, [1, 1, Height, Width], uint8, Compute.Device).to(float32).div_(255);

    /// <exception cref="DataFileException">No picture has this size.</exception>
    internal static void RequirePossible(long width, long height, string name)
    {
        if (!IsPossible(width, height))
            throw new DataFileException(name, $"a picture of {Sizes}", $"{width} × {height}", "Cut it up.");
    }

    private static string Sizes => $"1 to {MostPixels} pixels, of at most {MostSide} a side";

    private static bool IsPossible(long width, long height) =>
        width is > 0 and <= MostSide && height is > 0 and <= MostSide && width * height <= MostPixels;
}
