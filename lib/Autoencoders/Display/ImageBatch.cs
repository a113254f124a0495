namespace Autoencoders;

/// <summary>Images of one size as plain numbers: image by image, channel by channel, row by row.</summary>
internal sealed record ImageBatch(float[] Pixels, int Count, int Channels, int Height, int Width)
{
    public float At(int image, int channel, int y, int x) =>
        Pixels[((image * Channels + channel) * Height + y) * Width + x];

    /// <summary>The smallest and the largest finite value; (0, 0) if there is none.</summary>
    public (float Low, float High) Range { get; } = RangeOf(Pixels);

    public bool HasGaps => Pixels.Any(p => !float.IsFinite(p));

    /// <summary>The images in batches of so many; the last may be smaller.</summary>
    public IEnumerable<ImageBatch> Chunk(int count) =>
        Pixels.Chunk(count * Channels * Height * Width)
        .Select(part => new ImageBatch(part, part.Length / (Channels * Height * Width), Channels, Height, Width));

    /// <summary>Images of one channel from matrices of one size.</summary>
    /// <exception cref="ArgumentException">There are none, or their sizes differ.</exception>
    public static ImageBatch FromArrays(string label, IReadOnlyList<float[,]> images)
    {
        if (images.Count == 0)
            throw new ArgumentException($"The row \"{label}\" has no images.", nameof(images));
        var (height, width) = (images[0].GetLength(0), images[0].GetLength(1));
        if (images.FirstOrDefault(i => (i.GetLength(0), i.GetLength(1)) != (height, width)) is { } other)
            throw new ArgumentException($"The images of row \"{label}\" differ in "
                + $"size: {height} × {width} and {other.GetLength(0)} × {other.GetLength(1)}.", nameof(images));
        if (height * width == 0)
            throw new ArgumentException($"The images of row \"{label}\" are {height} × {width}: they have no pixels.",
                nameof(images));
        return new([.. images.SelectMany(i => i.Cast<float>())], images.Count, 1, height, width);
    }

    private static (float Low, float High) RangeOf(float[] pixels)
    {
        var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var p in pixels)
        {
            if (float.IsFinite(p))
                (low, high) = (Math.Min(low, p), Math.Max(high, p));
        }
        return low <= high ? (low, high) : (0, 0);
    }
}
