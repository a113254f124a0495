using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Grids drawn symbol by symbol, each from its distribution given those before it. The draws are decided by the seed
/// alone, so that two ways to the same logits give the same grids.
/// </summary>
/// <remarks>Chapter 14, <i>Sampling without doing things twice</i>.</remarks>
public static class AncestralSampling
{
    /// <summary>
    /// Draws grids, the whole model evaluated anew at every position: int64, (count, height, width). The cost grows
    /// with the square of the number of positions.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="count">How many grids.</param>
    /// <param name="height">Their height.</param>
    /// <param name="width">Their width.</param>
    /// <param name="seed">Decides the draws.</param>
    /// <param name="classes">The class of each grid, int64, (count), if the model has classes.</param>
    /// <param name="temperature">Divides the logits: below 1 likely symbols become likelier.</param>
    /// <param name="topK">Only so many of the likeliest symbols are drawn; 0 for all.</param>
    /// <exception cref="OperationCanceledException">The notebook's stop button was pressed.</exception>
    public static Tensor Plain(
        IAutoregressive model, long count, int height, int width, int seed = 0, Tensor? classes = null,
        double temperature = 1, int topK = 0)
    {
        using var noGradient = no_grad();
        using var cache = SymbolCaches.None(model, count, height, width, classes);
        return Each(cache, Compute.DeviceOf(model), count, height, width, seed, temperature, topK);
    }

    /// <summary>
    /// The same grids as <see cref="Plain"/> draws, in raster order, with what a layer has computed of the positions
    /// before kept and only what is new computed, for a gated PixelCNN, a causal Transformer and a WaveNet; other
    /// models are evaluated anew, as there. A sequence has the height 1.
    /// </summary>
    /// <inheritdoc cref="Plain"/>
    public static Tensor Cached(
        IAutoregressive model, long count, int height, int width, int seed = 0, Tensor? classes = null,
        double temperature = 1, int topK = 0)
    {
        using var noGradient = no_grad();
        using var cache = SymbolCaches.For(model, count, height, width, classes);
        return Each(cache, Compute.DeviceOf(model), count, height, width, seed, temperature, topK);
    }

    /// <summary>
    /// Grids that are given up to a position in raster order, and drawn from there on as <see cref="Cached"/> draws
    /// them: p(x_from … | x_1 … x_(from−1)). int64, (count, height, width), to the same shape.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="given">The grids; what stands at <paramref name="from"/> and later does not matter.</param>
    /// <param name="from">The first position that is drawn, counted row by row from 0.</param>
    /// <param name="seed">Decides the draws.</param>
    /// <param name="classes">The class of each grid, int64, (count), if the model has classes.</param>
    /// <param name="temperature">Divides the logits: below 1 likely symbols become likelier.</param>
    /// <param name="topK">Only so many of the likeliest symbols are drawn; 0 for all.</param>
    /// <exception cref="ArgumentException">The grids are no int64, (count, height, width).</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    /// <exception cref="OperationCanceledException">The notebook's stop button was pressed.</exception>
    public static Tensor Complete(IAutoregressive model, Tensor given, long from, int seed = 0, Tensor? classes = null,
        double temperature = 1, int topK = 0)
    {
        if (given.dim() != 3 || given.dtype != int64)
            throw new ArgumentException($"Grids are int64, (count, height, width); these are {given.dtype}, "
                + $"({string.Join(", ", given.shape)}).", nameof(given));
        var (count, height, width) = (given.shape[0], (int)given.shape[1], (int)given.shape[2]);
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, (long)height * width);
        using var noGradient = no_grad();
        using var cache = SymbolCaches.For(model, count, height, width, classes);
        return Each(cache, Compute.DeviceOf(model), count, height, width, seed, temperature, topK, given, from);
    }

    /// <summary>
    /// One symbol from each row of logits, by a number that is uniform in [0, 1): the first symbol at which the running
    /// sum of the probabilities exceeds it. (n, K) and (n) to int64, (n).
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not belong together, a row of logits holds NaN or +∞ or −∞
    /// alone, a number lies outside [0, 1), or the temperature is not positive.</exception>
    public static Tensor Draw(Tensor logits, Tensor uniform, double temperature = 1, int topK = 0)
    {
        if (logits.dim() != 2 || uniform.dim() != 1 || logits.shape[0] != uniform.shape[0])
            throw new ArgumentException($"Logits are (n, K) and uniform numbers (n); these "
                + $"are ({string.Join(", ", logits.shape)}) and ({string.Join(", ", uniform.shape)}).", nameof(logits));
        if (logits.numel() == 0)
            throw new ArgumentException($"There must be a row of logits at least, with a symbol at least; the shape "
                + $"is ({string.Join(", ", logits.shape)}).", nameof(logits));
        Require.Inside(uniform, 0, Math.BitDecrement(1), nameof(uniform), "Uniform numbers lie in [0, 1)", "");
        return Drawn(logits, uniform, temperature, topK);
    }

    private static Tensor Drawn(Tensor logits, Tensor uniform, double temperature, int topK)
    {
        Require.Positive(temperature, nameof(temperature));
        if (topK < 0)
            throw new ArgumentException(
                $"The number of symbols to draw from is 0, for all, or more; it is {topK}.", nameof(topK));
        using var scope = NewDisposeScope();
        var a = logits.to(float64);
        // A symbol may be impossible, −∞, but not all of a row: then the greatest is no number.
        Require.Inside(a.amax([1L]), double.MinValue, double.MaxValue, nameof(logits),
            "The greatest logit of each row must be a finite number", "");
        a = (a - a.amax([1L], keepdim: true)) / temperature;
        if (topK > 0 && topK < a.shape[1])
        {
            var (_, best) = a.topk(topK, 1);
            a = full_like(a, double.NegativeInfinity).scatter_(1, best, a.gather(1, best));
        }
        var sums = a.softmax(1).cumsum(1);                                            // (n, K)
        // (n), how many sums are not above it
        var passed = sums.le(uniform.to(float64).unsqueeze(1) * sums[.., ^1..]).sum(1);
        return passed.MoveToOuterDisposeScope();
    }

    private static Tensor Each(ISymbolCache cache, Device device, long count, int height, int width, int seed,
        double temperature, int topK, Tensor? given = null, long from = 0)
    {
        using var generator = Compute.Generator((ulong)seed, device);
        var symbols = zeros([count, height, width], int64, device);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                Cancellation.OfTheNotebook.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var logits = cache.Logits(y, x); // of given symbols, too: a cache goes on from what it has computed
                var isGiven = (long)y * width + x < from;
                var drawn = isGiven                                                         // (count)
                    ? given!.select(2, x).select(1, y)
                    : Drawn(logits, rand([count], float64, device, generator: generator), temperature, topK);
                symbols.select(2, x).select(1, y).copy_(drawn);
                cache.Set(y, x, drawn);
            }
        return symbols;
    }
}
