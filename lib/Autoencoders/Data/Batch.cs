using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>Some of the images, ready for a model. Its tensors live until the next batch is asked for.</summary>
/// <remarks>Chapter 1, <i>Training</i>.</remarks>
public sealed class Batch : IDisposable
{
    internal Batch(ImageData data, ReadOnlySpan<long> index)
    {
        using var scope = NewDisposeScope();
        Index = tensor(index.ToArray(), device: data.Pixels.device).DetachFromDisposeScope();
        Images = data.Chosen(Index).DetachFromDisposeScope();
        Flat = Images.flatten(1).DetachFromDisposeScope();
        Labels = data.Labels.index_select(0, Index).DetachFromDisposeScope();
    }

    /// <summary>Which images these are, int64, (b).</summary>
    public Tensor Index { get; }

    /// <summary>The images, float32 in [0, 1], (b, channels, height, width).</summary>
    public Tensor Images { get; }

    /// <summary>The same images, one a row: (b, channels · height · width).</summary>
    public Tensor Flat { get; }

    /// <summary>Their labels, int64, (b).</summary>
    public Tensor Labels { get; }

    /// <summary>The number of images in the batch.</summary>
    public int Count => (int)Index.shape[0];

    /// <inheritdoc/>
    public void Dispose()
    {
        Index.Dispose();
        Images.Dispose();
        Flat.Dispose();
        Labels.Dispose();
    }
}
