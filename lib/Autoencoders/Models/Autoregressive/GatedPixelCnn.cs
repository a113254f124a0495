using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// The gated PixelCNN (van den Oord et al. 2016, arXiv:1606.05328), for pixels of few values and for the codes of a
/// VQ-VAE, with classes or without. Symbols enter by an embedding: they are names and not amounts.
/// </summary>
/// <remarks>Chapter 14, <i>Two stacks and a gate</i>.</remarks>
public sealed class GatedPixelCnn : Module<Tensor, Tensor>, IAutoregressive
{
    internal readonly Embedding embedding;
    internal readonly ModuleList<GatedLayer> layers;
    internal readonly Sequential head;
    private readonly (long Height, long Width)? grid;

    /// <summary>A model of grids of <paramref name="symbols"/> symbols.</summary>
    /// <param name="symbols">K, at least 1.</param>
    /// <param name="channels">Channels of both stacks.</param>
    /// <param name="layers">Layers in all, at least 1.</param>
    /// <param name="firstKernel">Side of the first layer's square, odd and at least 3.</param>
    /// <param name="kernel">Side of the others, odd and at least 3.</param>
    /// <param name="classes">The number of classes that a grid can have, 0 for a model without.</param>
    /// <param name="dilations">How far apart the values of a kernel lie in the layers after the first, in turn and
    /// again from the start; 1 when not given.</param>
    /// <param name="grid">
    /// Height and width of the grids, if the model is to know its place: then every layer has a learned bias for each
    /// row and each column, and takes grids of this size alone. Without it, a position far from the borders cannot
    /// know where it is.
    /// </param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public GatedPixelCnn(long symbols, long channels = 32, int layers = 5, long firstKernel = 7, long kernel = 3,
        long classes = 0, IReadOnlyList<int>? dilations = null, (long Height, long Width)? grid = null)
        : base(nameof(GatedPixelCnn))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(symbols, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(classes);
        if (firstKernel < 3 || firstKernel % 2 == 0 || kernel < 3 || kernel % 2 == 0)
            throw new ArgumentException(
                $"The kernels are odd and at least 3 wide; they are {firstKernel} and {kernel}.", nameof(kernel));
        dilations ??= [1];
        if (dilations.Count == 0 || dilations.Any(d => d < 1))
            throw new ArgumentException(
                $"Dilations are at least 1, one or more; they are [{string.Join(", ", dilations)}].",
                nameof(dilations));
        if (grid is { Height: < 1 } or { Width: < 1 })
            throw new ArgumentException($"A grid has a row and a column at least; it is {grid}.", nameof(grid));
        (Symbols, Classes, this.grid) = (symbols, classes, grid);
        embedding = Embedding(symbols, channels);
        this.layers =
            ModuleList(
                [.. Enumerable.Range(0, layers)
                    .Select(i => new GatedLayer(channels, i == 0 ? firstKernel : kernel, i == 0, classes,
                        i == 0 ? 1 : dilations[(i - 1) % dilations.Count], grid))]);
        head = Sequential(ReLU(), Conv2d(channels, channels, 1), ReLU(), Conv2d(channels, symbols, 1));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Symbols { get; }

    /// <summary>The number of classes, 0 for a model without.</summary>
    public long Classes { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The model has classes and none are given, or the other way
    /// round.</exception>
    public Tensor Logits(Tensor symbols, Tensor? classes = null)
    {
        Require.Classes(classes, Classes);
        return FromVectors(Embed(symbols), classes);
    }

    /// <summary>The vectors that stand for symbols: int64, (n, h, w), to (n, c, h, w).</summary>
    public Tensor Embed(Tensor symbols) => embedding.call(symbols).permute(0, 3, 1, 2);

    /// <summary>
    /// The logits from vectors in the symbols' place, to ask for a gradient or to bring in others than the table's: (n,
    /// c, h, w) to (n, K, h, w).
    /// </summary>
    /// <exception cref="ArgumentException">The model has learned the places of a grid of another size.</exception>
    public Tensor FromVectors(Tensor x, Tensor? classes = null)
    {
        RequireGrid(x.shape[2], x.shape[3]);
        var (v, h) = (x, x);
        foreach (var layer in layers) (v, h) = layer.call(v, h, classes);
        return head.call(h);
    }

    /// <summary>The logits for symbols, of a model without classes: int64, (n, h, w), to (n, K, h, w).</summary>
    public override Tensor forward(Tensor symbols) => Logits(symbols);

    internal void RequireGrid(long height, long width)
    {
        if (grid is var (rows, columns) && (rows, columns) != (height, width))
            throw new ArgumentException($"This model has learned the places of a grid of {rows} × {columns}; this one "
                + $"is {height} × {width}.", nameof(height));
    }
}
