using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Images that are known by what they were made from: one for each combination of some factors' values. Any image comes
/// by its number; whether it is drawn or looked up, and whether the set is in memory, is the set's own affair.
/// </summary>
/// <remarks>Chapter 12, <i>A harder set: rooms</i>.</remarks>
/// <param name="name">The set's name for readers.</param>
/// <param name="source">Where its images come from, for readers.</param>
/// <param name="space">The factors and their combinations.</param>
/// <param name="channels">Channels of an image.</param>
/// <param name="height">Rows of an image.</param>
/// <param name="width">Columns of an image.</param>
public abstract class FactorData(string name, string source, FactorSpace space, int channels, int height, int width)
{
    /// <summary>The set's name for readers.</summary>
    public string Name { get; } = name;

    /// <summary>Where the images come from, for readers.</summary>
    public string Source { get; } = source;

    /// <summary>The factors and their combinations.</summary>
    public FactorSpace Space { get; } = space;

    /// <summary>Channels, rows and columns of an image.</summary>
    public (int Channels, int Height, int Width) Shape { get; } = (channels, height, width);

    /// <summary>The number of pixels, over all channels.</summary>
    public int Pixels => Shape.Channels * Shape.Height * Shape.Width;

    /// <summary>The number of images, one for each combination.</summary>
    public int Count => Space.Count;

    /// <summary>
    /// Writes image number <paramref name="index"/> into <paramref name="pixels"/>, 0 to 255, row by row; may be called
    /// by many threads at once.
    /// </summary>
    public abstract void Draw(int index, Span<byte> pixels);

    /// <summary>
    /// Images by their numbers, drawn on all processors: int64 (n) to uint8 (n, channels, height, width).
    /// </summary>
    /// <exception cref="ArgumentException">The index is no vector of the numbers of images.</exception>
    public Tensor Bytes(Tensor index)
    {
        var numbers = Space.Numbers(index);
        var bytes = new byte[(long)numbers.Length * Pixels];
        Parallel.For(0, numbers.Length, i => Draw((int)numbers[i], bytes.AsSpan(i * Pixels, Pixels)));
        return tensor(bytes, [numbers.Length, Shape.Channels, Shape.Height, Shape.Width], uint8, Compute.Device);
    }

    /// <summary>
    /// As <see cref="Bytes"/>, each image a row of numbers in [0, 1]: int64 (n) to float32 (n, channels · height ·
    /// width).
    /// </summary>
    /// <exception cref="ArgumentException">The index is no vector of the numbers of images.</exception>
    public Tensor Flat(Tensor index)
    {
        using var bytes = Bytes(index);
        using var flat = bytes.flatten(1);
        return flat.to(float32).div_(255);
    }

    /// <summary>
    /// Some of the images in memory, for training: their labels are the first factor's classes, their factors the
    /// values of all.
    /// </summary>
    /// <exception cref="ArgumentException">The index is no vector of the numbers of images.</exception>
    public ImageData Select(Tensor index)
    {
        using var scope = NewDisposeScope();
        using var classes = Space.Classes(index);
        return new(Bytes(index), classes.select(1, 0).contiguous(), Name, Source, Space.Values(index),
            [.. Space.Factors.Select(factor => factor.Name)]);
    }

    /// <summary>The set, its factors and their numbers of values.</summary>
    public override string ToString() =>
        $"{Name}: {string.Join(" × ",
            Space.Factors.Select(factor =>
                $"{factor.Name} {factor.Values.Count}"))} = {Count:N0} images, {Shape.Height} × {Shape.Width}";
}
