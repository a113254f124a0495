using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// WaveNet (van den Oord et al., WaveNet: A Generative Model for Raw Audio, 2016, arXiv:1609.03499): a sequence of
/// symbols, each predicted from those before it by causal convolutions whose kernels are spread further from layer to
/// layer. A grid is read in raster order as one sequence.
/// </summary>
/// <remarks>Chapter 16, <i>8,000 values a second</i>.</remarks>
public sealed class WaveNet : Module<Tensor, Tensor>, IAutoregressive
{
    internal readonly Embedding embedding;
    internal readonly ModuleList<WaveNetLayer> layers;
    internal readonly Sequential head;
    private readonly ModuleList<Embedding> conditions; // a table for each factor, (values, layers · 2c)
    private readonly long channels;

    /// <summary>A model of sequences of <paramref name="symbols"/> symbols.</summary>
    /// <param name="symbols">K, at least 1.</param>
    /// <param name="channels">Channels of a layer.</param>
    /// <param name="dilations">The dilation of each layer, at least one; 1, 2, 4, 8, 16 and 32 when not given.</param>
    /// <param name="skip">Channels that each layer adds to the output.</param>
    /// <param name="classes">
    /// The numbers of values of the factors that make a class, none for a model without: with (24, 4), class 4 · pitch
    /// + timbre. Each factor's value has its own table, and what they say is added.
    /// </param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public WaveNet(long symbols, long channels = 32, IReadOnlyList<int>? dilations = null, long skip = 64,
        params IReadOnlyList<long> classes) : base(nameof(WaveNet))
    {
        dilations ??= [1, 2, 4, 8, 16, 32];
        ArgumentOutOfRangeException.ThrowIfLessThan(symbols, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(skip, 1);
        if (dilations.Count == 0 || dilations.Any(d => d < 1))
            throw new ArgumentException($"There is one layer at least, and dilations are at least 1; they "
                + $"are [{string.Join(", ", dilations)}].", nameof(dilations));
        if (classes.Any(count => count < 1))
            throw new ArgumentException($"A factor of the class has one value at least; the factors "
                + $"have [{string.Join(", ", classes)}].", nameof(classes));
        (Symbols, Factors, ReceptiveField, this.channels) = (symbols, [.. classes], Reach(dilations), channels);
        embedding = Embedding(symbols, channels);
        layers = ModuleList([.. dilations.Select(dilation => new WaveNetLayer(channels, skip, dilation))]);
        head = Sequential(ReLU(), Conv1d(skip, skip, 1), ReLU(), Conv1d(skip, symbols, 1));
        conditions = ModuleList([.. classes.Select(count => Embedding(count, dilations.Count * 2 * channels))]);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Symbols { get; }

    /// <summary>The numbers of values of the factors that make a class; none for a model without classes.</summary>
    public IReadOnlyList<long> Factors { get; }

    /// <summary>How many of the symbols just before a position matter to it, 1 + Σ dilations.</summary>
    public int ReceptiveField { get; }

    /// <summary>
    /// The receptive field of such a stack, 1 + Σ dilations: kernels of 2, and the first layer's input is one symbol
    /// late.
    /// </summary>
    public static int Reach(IEnumerable<int> dilations) => 1 + dilations.Sum();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The model has classes and none are given, or the other way
    /// round.</exception>
    public Tensor Logits(Tensor symbols, Tensor? classes = null)
    {
        if (symbols.dim() != 3 || symbols.dtype != int64)
            throw new ArgumentException($"Symbols are int64, (n, h, w), and for a sequence (n, 1, t); these "
                + $"are {symbols.dtype}, ({string.Join(", ", symbols.shape)}).", nameof(symbols));
        return LogitsOfVectors(Vectors(symbols), classes);
    }

    /// <summary>The vectors that stand for symbols: int64, (n, h, w), to (n, c, h, w).</summary>
    public Tensor Vectors(Tensor symbols) => embedding.call(symbols).permute(0, 3, 1, 2);

    /// <summary>
    /// As <see cref="Logits"/>, of the symbols' vectors, which have a gradient: (n, c, h, w) to (n, K, h, w).
    /// </summary>
    /// <exception cref="ArgumentException">The model has classes and none are given, or the other way
    /// round.</exception>
    public Tensor LogitsOfVectors(Tensor vectors, Tensor? classes = null)
    {
        var conditions = Condition(classes, vectors.shape[0]);
        var early = vectors.flatten(2);                                                  // (n, c, t)
        // one late: a position does not see itself
        var x = functional.pad(early.narrow(2, 0, early.shape[2] - 1), (1, 0));
        var sum = default(Tensor);
        foreach (var (layer, condition) in layers.Zip(conditions))
        {
            (x, var skip) = layer.call(x, condition?.unsqueeze(2));
            sum = sum is null ? skip : sum + skip;
        }
        return head.call(sum!).reshape(vectors.shape[0], Symbols, vectors.shape[2], vectors.shape[3]);
    }

    /// <summary>The logits for symbols, of a model without classes: int64, (n, h, w), to (n, K, h, w).</summary>
    public override Tensor forward(Tensor symbols) => Logits(symbols);

    /// <summary>
    /// What the classes, int64 (n), add before each layer's gate, (n, 2c) each; nulls for a model without.
    /// </summary>
    internal IReadOnlyList<Tensor?> Condition(Tensor? classes, long count)
    {
        var total = Factors.Aggregate(1L, (product, values) => product * values);
        Require.Classes(classes, Factors.Count == 0 ? 0 : total);
        if (classes is null) return new Tensor?[layers.Count];
        if (classes.dim() != 1 || classes.dtype != int64 || classes.shape[0] != count)
            throw new ArgumentException(
                $"Classes are int64, ({count}); these are {classes.dtype}, ({string.Join(", ", classes.shape)}).",
                nameof(classes));
        Require.Inside(classes, 0, total - 1, nameof(classes), $"Classes are numbered from 0 to {total - 1}", "");
        var (rest, sum) = (classes, default(Tensor));
        for (var k = Factors.Count - 1; k >= 0; k--) // the last factor changes fastest
        {
            var told = conditions[k].call(rest.remainder(Factors[k]));                   // (n, layers · 2c)
            sum = sum is null ? told : sum + told;
            rest = rest.floor_divide(Factors[k]);
        }
        return sum!.split(2 * channels, 1);
    }
}
