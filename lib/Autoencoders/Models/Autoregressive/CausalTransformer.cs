using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// A small GPT over grids of symbols in raster order (Radford et al. 2019): the symbol before a position and the
/// position's own vector go in, its logits come out. The first position is told the class, or that it is the first.
/// </summary>
/// <remarks>Chapter 14, <i>A Transformer over the same codes</i>.</remarks>
public sealed class CausalTransformer : Module<Tensor, Tensor>, IAutoregressive
{
    internal readonly Embedding embedding;
    internal readonly Embedding start;
    internal readonly Parameter place;
    internal readonly ModuleList<TransformerBlock> blocks;
    internal readonly Sequential head;

    /// <summary>A model of grids of <paramref name="symbols"/> symbols.</summary>
    /// <param name="symbols">K, at least 1.</param>
    /// <param name="positions">Height times width of the grids, at least 1: every position has a learned
    /// vector.</param>
    /// <param name="width">Numbers a position between the blocks, a multiple of <paramref name="heads"/>.</param>
    /// <param name="layers">Blocks, at least 1.</param>
    /// <param name="heads">Heads of attention, at least 1.</param>
    /// <param name="classes">The number of classes that a grid can have, 0 for a model without.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public CausalTransformer(long symbols, long positions, long width = 64, int layers = 4, long heads = 4,
        long classes = 0) : base(nameof(CausalTransformer))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(symbols, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(positions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(classes);
        if (width < 1 || width % heads != 0)
            throw new ArgumentException($"The width is a multiple of the number of heads; {width} is none of {heads}.",
                nameof(width));
        (Symbols, Positions, Classes) = (symbols, positions, classes);
        embedding = Embedding(symbols, width);
        start = Embedding(Math.Max(1, classes), width);
        place = new Parameter(0.02 * randn(positions, width, device: Compute.Device));
        blocks = ModuleList([.. Enumerable.Range(0, layers).Select(_ => new TransformerBlock(width, heads))]);
        head = Sequential(LayerNorm(width), Linear(width, symbols));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Symbols { get; }

    /// <summary>Height times width of the grids.</summary>
    public long Positions { get; }

    /// <summary>The number of classes, 0 for a model without.</summary>
    public long Classes { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// The grid has another number of positions, or the model has classes and none are given, or the other way round.
    /// </exception>
    public Tensor Logits(Tensor symbols, Tensor? classes = null)
    {
        Require.Classes(classes, Classes);
        RequireGrid(symbols.shape[1], symbols.shape[2]);
        var sequence = symbols.flatten(1); // (n, t)
        var before = embedding.call(sequence[.., ..^1]); // (n, t − 1, c)
        var x = cat([Start(symbols.shape[0], classes).unsqueeze(1), before], 1) + place; // (n, t, c)
        foreach (var block in blocks) x = block.call(x);
        return head.call(x).transpose(1, 2).reshape(symbols.shape[0], Symbols, symbols.shape[1], symbols.shape[2]);
    }

    /// <summary>The logits for symbols, of a model without classes: int64, (n, h, w), to (n, K, h, w).</summary>
    public override Tensor forward(Tensor symbols) => Logits(symbols);

    /// <summary>What stands before the first symbol: (n, c).</summary>
    internal Tensor Start(long count, Tensor? classes) => start.call(classes ?? zeros([count], int64, place.device));

    internal void RequireGrid(long height, long width)
    {
        if (height * width != Positions)
            throw new ArgumentException(
                $"This model has {Positions} positions; a grid of {height} × {width} has {height * width}.",
                nameof(height));
    }
}
