using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Labelled images in memory, as bytes; they become numbers in [0, 1] when they are asked for. The tensors belong to
/// this object and outlive the dispose scope that it was made in; <see cref="Dispose"/> frees them.
/// </summary>
public sealed class ImageData : IDisposable
{
    /// <summary>Takes over the tensors.</summary>
    /// <param name="pixels">The images, uint8, (n, channels, height, width).</param>
    /// <param name="labels">Their labels, int64, (n).</param>
    /// <param name="name">The data set's name for readers.</param>
    /// <param name="source">Where the images come from, for readers.</param>
    /// <param name="factors">What the images were made from, float32, (n, k), if that is known.</param>
    /// <param name="factorNames">The names of the k factors.</param>
    /// <exception cref="ArgumentException">A type or a shape is another.</exception>
    public ImageData(Tensor pixels, Tensor labels, string name, string source, Tensor? factors = null,
        IReadOnlyList<string>? factorNames = null)
    {
        if (pixels.dtype != uint8 || pixels.ndim != 4)
            throw new ArgumentException(
                $"Images are uint8, (n, channels, height, width); these are {Describe(pixels)}.", nameof(pixels));
        if (labels.dtype != int64 || labels.ndim != 1 || labels.shape[0] != pixels.shape[0])
            throw new ArgumentException($"The labels of {pixels.shape[0]} images are int64, ({pixels.shape[0]}); these "
                + $"are {Describe(labels)}.", nameof(labels));
        if (factors is not null
            && (factors.dtype != float32 || factors.ndim != 2 || factors.shape[0] != pixels.shape[0]
                || factors.shape[1] != factorNames?.Count))
            throw new ArgumentException($"The {factorNames?.Count ?? 0} named factors of {pixels.shape[0]} images are "
                + $"float32, ({pixels.shape[0]}, {factorNames?.Count ?? 0}); these are {Describe(factors)}.",
                nameof(factors));

        (Name, Source, FactorNames) = (name, source, factorNames ?? []);
        Pixels = pixels.DetachFromDisposeScope();
        Labels = labels.DetachFromDisposeScope();
        Factors = factors?.DetachFromDisposeScope();
    }

    /// <summary>The images, uint8, (n, channels, height, width).</summary>
    public Tensor Pixels { get; }

    /// <summary>The labels, int64, (n).</summary>
    public Tensor Labels { get; }

    /// <summary>What the images were made from, float32, (n, k); null if that is not known.</summary>
    public Tensor? Factors { get; }

    /// <summary>The names of the factors; none if they are not known.</summary>
    public IReadOnlyList<string> FactorNames { get; }

    /// <summary>The data set's name for readers.</summary>
    public string Name { get; }

    /// <summary>Where the images come from, for readers.</summary>
    public string Source { get; }

    /// <summary>The number of images.</summary>
    public int Count => (int)Pixels.shape[0];

    /// <summary>
    /// The images as float32 in [0, 1], (n, channels, height, width): all, or those that <paramref name="index"/>
    /// (int64, (m)) names.
    /// </summary>
    /// <exception cref="ArgumentException">The index is not int64, or names an image that is not there.</exception>
    public Tensor Images(Tensor? index = null)
    {
        if (index is not null) Require.Index(index, Count, nameof(index));
        return Chosen(index);
    }

    /// <summary>
    /// As <see cref="Images"/>, for an index that is known to be right: a batch's, at each step of a training.
    /// </summary>
    internal Tensor Chosen(Tensor? index)
    {
        using var scope = NewDisposeScope();
        var pixels = index is null ? Pixels : Pixels.index_select(0, index);
        return pixels.to(float32).div_(255).MoveToOuterDisposeScope();
    }

    /// <summary>As <see cref="Images"/>, each image one row: (n, channels · height · width).</summary>
    public Tensor Flat(Tensor? index = null)
    {
        using var scope = NewDisposeScope();
        return Images(index).flatten(1).MoveToOuterDisposeScope();
    }

    /// <summary>The first images; they share this object's memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer, or none is asked for.</exception>
    public ImageData Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return With(tensor => tensor.narrow(0, 0, count));
    }

    /// <summary>The images with one of these labels, in order.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public ImageData WithLabels(params long[] labels)
    {
        using var plain = Labels.cpu();
        var index = plain.data<long>().Select((label, i) => (label, i)).Where(pair => labels.Contains(pair.label))
            .Select(pair => (long)pair.i).ToArray();
        if (index.Length == 0)
            throw new ArgumentException($"No image is labelled {string.Join(" or ", labels)}.", nameof(labels));
        using var chosen = tensor(index, device: Pixels.device);
        return With(tensor => tensor.index_select(0, chosen));
    }

    /// <summary>The images with these numbers, in this order.</summary>
    /// <exception cref="ArgumentException">None is named, or a number is no image's.</exception>
    public ImageData Select(params long[] index)
    {
        if (index.Length == 0 || index.Any(i => i < 0 || i >= Count))
            throw new ArgumentException($"The images of a selection are numbered from 0 to {Count - 1}, and there is "
                + $"at least one; the selection has {index.Length}{(index.Length == 0
                    ? ""
                    : $", from {index.Min()} to {index.Max()}")}.", nameof(index));
        using var chosen = tensor(index, device: Pixels.device);
        return With(tensor => tensor.index_select(0, chosen));
    }

    /// <summary>The same images on another device.</summary>
    public ImageData To(Device device) => With(tensor => tensor.to(device));

    /// <inheritdoc/>
    public void Dispose()
    {
        Pixels.Dispose();
        Labels.Dispose();
        Factors?.Dispose();
    }

    /// <summary>The data set and the number of its images.</summary>
    public override string ToString() => $"{Name}: {Count} images, {string.Join(" × ", Pixels.shape[1..])}";

    private ImageData With(Func<Tensor, Tensor> change) =>
        new(change(Pixels), change(Labels), Name, Source, Factors is null ? null : change(Factors), FactorNames);

    private static string Describe(Tensor tensor) => $"{tensor.dtype}, ({string.Join(", ", tensor.shape)})";
}
