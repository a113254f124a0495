using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Writes grids of symbols in about as many bits as an autoregressive model gives them, −log₂ p(x): position by
/// position, the model's distribution given what came before divides the coder's interval. The decoder knows as much at
/// each position as the encoder allowed itself to know. Both take the same steps of the same sizes in one thread of the
/// CPU, so that they see the same probabilities to the last digit; that holds on one machine with one build of
/// libtorch, and need not between two.
/// </summary>
/// <remarks>Chapter 15, <i>A model that sees further</i>.</remarks>
/// <param name="model">Whose distributions divide the interval.</param>
/// <param name="cancellation">Stops between two positions; the stop button of a notebook does so without it,
/// too.</param>
public sealed class GridCodec(IAutoregressive model, CancellationToken cancellation = default)
{
    /// <summary>Writes grids int64, (n, h, w), behind what the encoder already has.</summary>
    /// <param name="symbols">The grids.</param>
    /// <param name="encoder">Where they go.</param>
    /// <param name="classes">The class of each grid, int64, (n), if the model has classes.</param>
    /// <exception cref="ArgumentException">The shape is another, or a symbol is none of the model's.</exception>
    /// <exception cref="NotFiniteNumberException">The model's weights are such that it computes no numbers.</exception>
    /// <exception cref="OperationCanceledException">The notebook's stop button was pressed.</exception>
    public void Encode(Tensor symbols, ArithmeticEncoder encoder, Tensor? classes = null)
    {
        if (symbols.dim() != 3 || symbols.dtype != int64 || symbols.numel() == 0)
            throw new ArgumentException($"Grids of symbols are int64, (n, h, w); these "
                + $"are {symbols.dtype}, ({string.Join(", ", symbols.shape)}).", nameof(symbols));
        var values = TensorElements.Read<long>(symbols);
        if (values.Any(value => value < 0 || value >= model.Symbols))
            throw new ArgumentException($"The model has the symbols 0 to {model.Symbols - 1}; there are others, "
                + $"from {values.Min()} to {values.Max()}.", nameof(symbols));
        var (height, width) = ((int)symbols.shape[1], (int)symbols.shape[2]);
        Each(symbols.shape[0], height, width, classes, (table, i, y, x) =>
        {
            var symbol = (int)values[(i * height + y) * width + x];
            encoder.Encode(table, symbol);
            return symbol;
        });
    }

    /// <summary>Writes grids as a message of their own.</summary>
    /// <inheritdoc cref="Encode(Tensor, ArithmeticEncoder, Tensor?)"/>
    public byte[] Encode(Tensor symbols, Tensor? classes = null)
    {
        var encoder = new ArithmeticEncoder();
        Encode(symbols, encoder, classes);
        return encoder.Finish();
    }

    /// <summary>Reads <paramref name="count"/> grids of this size: int64, (count, height, width).</summary>
    /// <exception cref="OperationCanceledException">The notebook's stop button was pressed.</exception>
    public Tensor Decode(ArithmeticDecoder decoder, long count, int height, int width, Tensor? classes = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var values = new long[count * height * width];
        Each(count, height, width, classes, (table, i, y, x) =>
        {
            var symbol = decoder.Decode(table);
            values[(i * height + y) * width + x] = symbol;
            return symbol;
        });
        return tensor(values, [count, height, width], device: CPU);
    }

    /// <summary>Reads the grids of a message of their own.</summary>
    /// <inheritdoc cref="Decode(ArithmeticDecoder, long, int, int, Tensor?)"/>
    public Tensor Decode(byte[] bytes, long count, int height, int width, Tensor? classes = null) =>
        Decode(new ArithmeticDecoder(bytes), count, height, width, classes);

    /// <summary>What the tables of the coder charge for grids, −Σ log₂(f/2²⁴), in bits.</summary>
    public double Bits(Tensor symbols, Tensor? classes = null)
    {
        var (height, width, bits) = ((int)symbols.shape[1], (int)symbols.shape[2], 0.0);
        var values = TensorElements.Read<long>(symbols);
        Each(symbols.shape[0], height, width, classes, (table, i, y, x) =>
        {
            var symbol = (int)values[(i * height + y) * width + x];
            bits += table.Bits(symbol);
            return symbol;
        });
        return bits;
    }

    // The one walk of encoder and decoder: what a symbol is comes from the caller, what its probabilities are from
    // here.
    private void Each(long count, int height, int width, Tensor? classes, Func<FrequencyTable, int, int, int, int> code)
    {
        using var thread = new OneThread(model);
        using var noGradient = no_grad();
        using var all = NewDisposeScope();
        using var cache = SymbolCaches.For(model, count, height, width, classes?.cpu());
        var (kinds, drawn) = ((int)model.Symbols, new long[count]);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                Cancellation.OfTheNotebook.ThrowIfCancellationRequested();
                cancellation.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var logits = TensorElements.Read<double>(Finite.Check(cache.Logits(y, x)).to(float64)); // (count, K)
                for (var i = 0; i < count; i++)
                    drawn[i] = code(FrequencyTable.FromLogits(logits.AsSpan(i * kinds, kinds)), i, y, x);
                cache.Set(y, x, tensor(drawn, device: CPU));
            }
    }
}
