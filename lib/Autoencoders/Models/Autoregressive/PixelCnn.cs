using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// The plain stack of masked convolutions: one of kind A, others of kind B, ReLU between them (van den Oord,
/// Kalchbrenner and Kavukcuoglu 2016). Symbols enter by an embedding: they are names and not amounts.
/// </summary>
/// <remarks>Chapter 14, <i>Convolutions that do not look ahead</i>.</remarks>
public sealed class PixelCnn : Module<Tensor, Tensor>, IAutoregressive
{
    private readonly Embedding embedding;
    private readonly Sequential stack;

    /// <summary>A model of grids of <paramref name="symbols"/> symbols.</summary>
    /// <param name="symbols">K, at least 1.</param>
    /// <param name="channels">Channels between the layers.</param>
    /// <param name="layers">Layers of kind B, none or more.</param>
    /// <param name="firstKernel">Side of the first kernel, odd.</param>
    /// <param name="kernel">Side of the others, odd.</param>
    public PixelCnn(long symbols, long channels = 32, int layers = 4, long firstKernel = 7, long kernel = 3)
        : base(nameof(PixelCnn))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(symbols, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(layers);
        Symbols = symbols;
        embedding = Embedding(symbols, channels);
        var steps = new List<Module<Tensor, Tensor>>
            { new MaskedConv2d(MaskKind.A, channels, channels, firstKernel), ReLU() };
        for (var i = 0; i < layers; i++)
            steps.AddRange([new MaskedConv2d(MaskKind.B, channels, channels, kernel), ReLU()]);
        steps.Add(Conv2d(channels, symbols, 1));
        stack = Sequential(steps);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Symbols { get; }

    /// <inheritdoc/>
    public Tensor Logits(Tensor symbols, Tensor? classes = null) => classes is null
        ? call(symbols)
        : throw new ArgumentException("This model has no classes.", nameof(classes));

    /// <summary>The logits for symbols: int64, (n, h, w), to (n, K, h, w).</summary>
    public override Tensor forward(Tensor symbols) => FromVectors(Embed(symbols));

    /// <summary>The vectors that stand for symbols: int64, (n, h, w), to (n, c, h, w).</summary>
    public Tensor Embed(Tensor symbols) => embedding.call(symbols).permute(0, 3, 1, 2);

    /// <summary>
    /// The logits from vectors in the symbols' place, to ask for a gradient: (n, c, h, w) to (n, K, h, w).
    /// </summary>
    public Tensor FromVectors(Tensor x) => stack.call(x);
}
