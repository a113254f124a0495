using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>What a model has computed so far of grids that are drawn symbol by symbol, in raster order.</summary>
internal interface ISymbolCache : IDisposable
{
    /// <summary>The logits at a position, (n, K); all those before it have been set.</summary>
    Tensor Logits(int y, int x);

    /// <summary>What was drawn at a position, int64, (n).</summary>
    void Set(int y, int x, Tensor symbols);
}
