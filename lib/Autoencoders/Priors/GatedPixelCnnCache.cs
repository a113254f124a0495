using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// What a gated PixelCNN has computed so far of grids that are being drawn. The vertical stack is computed a row at a
/// time, when the rows above are complete; the horizontal one a position at a time. Nothing is computed twice.
/// </summary>
internal sealed class GatedPixelCnnCache : ISymbolCache
{
    private readonly GatedPixelCnn model;
    private readonly Tensor? classes;
    private readonly int width;
    // input of each layer's vertical stack with its padding, (n, c, half + h, w + 2 half)
    private readonly Tensor[] above;
    private readonly Tensor[] left;  // input of each layer's horizontal stack in this row, (n, c, half + w)
    private readonly Tensor?[] joined; // what the vertical stack tells the horizontal one in this row, (n, 2c, w)
    private readonly Tensor[] kernels; // of each horizontal convolution, (c · columns, 2c)
    private int row = -1;

    public GatedPixelCnnCache(GatedPixelCnn model, long count, int height, int width, Tensor? classes)
    {
        Require.Classes(classes, model.Classes);
        model.RequireGrid(height, width);
        (this.model, this.classes, this.width) = (model, classes, width);
        var layers = model.layers;
        var like = model.embedding.weight!;
        var channels = like.shape[1];
        Tensor Zeros(params long[] shape) => zeros(shape, like.dtype, like.device).DetachFromDisposeScope();
        above = [.. layers.Select(layer => Zeros(count, channels, layer.Half + height, width + 2 * layer.Half))];
        left = [.. layers.Select(layer => Zeros(count, channels, layer.Half + width))];
        joined = new Tensor?[layers.Count];
        kernels =
            [.. layers.Select(layer => layer.horizontal.weight!.flatten(1).t().contiguous().DetachFromDisposeScope())];
    }

    public Tensor Logits(int y, int x)
    {
        if (y != row) BeginRow(y);
        var h = default(Tensor);
        for (var l = 0; l < left.Length; l++)
        {
            var layer = model.layers[l];
            if (l > 0) left[l].select(2, layer.Half + x).copy_(h!);
            var seen = left[l].slice(2, x, x + layer.Span, layer.Dilation);                          // (n, c, columns)
            var b = seen.flatten(1).mm(kernels[l]) + layer.horizontal.bias! + joined[l]!.select(2, x); // (n, 2c)
            var made = Pointwise(layer.output, GatedLayer.Gate(b));
            h = layer.IsFirst ? made : h! + made;
        }
        return Pointwise((Conv2d)model.head[3], Pointwise((Conv2d)model.head[1], h!.relu()).relu());
    }

    public void Set(int y, int x, Tensor symbols)
    {
        var embedded = model.embedding.call(symbols);                                                // (n, c)
        var half = model.layers[0].Half;
        above[0].select(3, half + x).select(2, half + y).copy_(embedded);
        left[0].select(2, half + x).copy_(embedded);
    }

    public void Dispose()
    {
        foreach (var tensor in above.Concat(left).Concat(kernels)) tensor.Dispose();
        foreach (var tensor in joined) tensor?.Dispose();
    }

    private void BeginRow(int y)
    {
        using var scope = NewDisposeScope();
        row = y;
        for (var l = 0; l < above.Length; l++)
        {
            var layer = model.layers[l];
            left[l].zero_();
            var a = layer.vertical.call(above[l].narrow(2, y, layer.Span));                          // (n, 2c, 1, w)
            var b = layer.join.call(a);
            if (layer.Condition(classes) is var (toVertical, toHorizontal))
            {
                a = a + InRow(toVertical, y);
                b = b + InRow(toHorizontal, y);
            }
            joined[l]?.Dispose();
            joined[l] = b.squeeze(2).DetachFromDisposeScope();
            if (l + 1 == above.Length) continue;
            var next = model.layers[l + 1].Half;
            above[l + 1].narrow(2, next + y, 1).narrow(3, next, width).copy_(GatedLayer.Gate(a));
        }
    }

    private static Tensor InRow(Tensor told, int y) => told.shape[2] == 1 ? told : told.narrow(2, y, 1);

    // A convolution of kernel 1 at one position: (n, in) to (n, out).
    private static Tensor Pointwise(Conv2d convolution, Tensor x) =>
        nn.functional.linear(x, convolution.weight!.flatten(1), convolution.bias);
}
