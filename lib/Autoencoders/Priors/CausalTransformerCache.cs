using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The keys and values that a causal Transformer has computed of the positions so far: a new position needs no others
/// of them. The attention still looks at all, so that its part of the cost grows with the square of the number of
/// positions; with few of them it is small.
/// </summary>
internal sealed class CausalTransformerCache : ISymbolCache
{
    private readonly CausalTransformer model;
    private readonly int width;
    private readonly Tensor[] keys;    // of each block, (n, heads, t, c / heads)
    private readonly Tensor[] values;
    private Tensor before;             // the vector of the symbol before the position, (n, c)

    public CausalTransformerCache(CausalTransformer model, long count, int height, int width, Tensor? classes)
    {
        Require.Classes(classes, model.Classes);
        model.RequireGrid(height, width);
        (this.model, this.width) = (model, width);
        before = model.Start(count, classes).DetachFromDisposeScope();
        Tensor[] Empty() =>
            [.. model.blocks.Select(block =>
                zeros([count, block.Heads, model.Positions, model.place.shape[1] / block.Heads], model.place.dtype,
                    model.place.device).DetachFromDisposeScope())];
        (keys, values) = (Empty(), Empty());
    }

    public Tensor Logits(int y, int x)
    {
        var t = y * width + x;
        var a = (before + model.place[t]).unsqueeze(1);                                                  // (n, 1, c)
        for (var l = 0; l < keys.Length; l++)
        {
            var (q, k, v) = model.blocks[l].QueryKeyValue(a); // (n, heads, 1, c / heads)
            keys[l].narrow(2, t, 1).copy_(k);
            values[l].narrow(2, t, 1).copy_(v);
            a = model.blocks[l]
                .Finish(a,
                    nn.functional.scaled_dot_product_attention(q, keys[l].narrow(2, 0, t + 1),
                        values[l].narrow(2, 0, t + 1)));
        }
        return model.head.call(a).squeeze(1);
    }

    public void Set(int y, int x, Tensor symbols)
    {
        before.Dispose();
        before = model.embedding.call(symbols).DetachFromDisposeScope();
    }

    public void Dispose()
    {
        foreach (var tensor in keys.Concat(values)) tensor.Dispose();
        before.Dispose();
    }
}
