using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>The cheapest way to a model's logits, position by position.</summary>
internal static class SymbolCaches
{
    public static ISymbolCache For(IAutoregressive model, long count, int height, int width, Tensor? classes = null) =>
        model switch
        {
            GatedPixelCnn gated => new GatedPixelCnnCache(gated, count, height, width, classes),
            CausalTransformer transformer => new CausalTransformerCache(transformer, count, height, width, classes),
            WaveNet wave => new WaveNetCache(wave, count, height, width, classes),
            _ => None(model, count, height, width, classes),
        };

    /// <summary>No cache: the whole model evaluated anew at every position.</summary>
    public static ISymbolCache None(IAutoregressive model, long count, int height, int width, Tensor? classes = null) =>
        new Uncached(model, count, height, width, classes);

    private sealed class Uncached(IAutoregressive model, long count, int height, int width, Tensor? classes)
        : ISymbolCache
    {
        private readonly Tensor symbols = zeros([count, height, width], int64, Compute.DeviceOf(model))
            .DetachFromDisposeScope();

        public Tensor Logits(int y, int x) => model.Logits(symbols, classes)[.., .., y, x];

        public void Set(int y, int x, Tensor drawn) => symbols.select(2, x).select(1, y).copy_(drawn);

        public void Dispose() => symbols.Dispose();
    }
}
