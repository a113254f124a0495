using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// What a WaveNet has computed so far of sequences that are being drawn: the input of each layer at all times. A new
/// symbol costs one column of each layer, however long the sequence is (Le Paine et al., Fast Wavenet Generation
/// Algorithm, 2016, arXiv:1611.09482).
/// </summary>
internal sealed class WaveNetCache : ISymbolCache
{
    private readonly WaveNet model;
    private readonly int width;
    private readonly Tensor[] inputs;      // of each layer with its padding, (t + dilation, n, c)
    // of each dilated convolution, (2c, 2c): the rows of the earlier value, then those of the own
    private readonly Tensor[] kernels;
    private readonly Tensor?[] conditions; // what the class adds before each gate, (n, 2c)

    public WaveNetCache(WaveNet model, long count, int height, int width, Tensor? classes)
    {
        (this.model, this.width) = (model, width);
        using var scope = NewDisposeScope();
        var like = model.embedding.weight!;
        inputs =
            [.. model.layers.Select(layer =>
                zeros([(long)height * width + layer.Dilation, count, like.shape[1]], like.dtype, like.device)
                .DetachFromDisposeScope())];
        kernels =
            [.. model.layers.Select(layer => layer.dilated.weight!.permute(2, 1, 0).flatten(0, 1).contiguous()
                .DetachFromDisposeScope())];
        conditions =
            [.. model.Condition(classes, count).Select(condition => condition?.contiguous().DetachFromDisposeScope())];
    }

    public Tensor Logits(int y, int x)
    {
        var position = y * width + x;
        Tensor? h = null, sum = null;
        for (var l = 0; l < inputs.Length; l++)
        {
            var layer = model.layers[l];
            if (l > 0) inputs[l].select(0, position + layer.Dilation).copy_(h!);
            var own = inputs[l].select(0, position + layer.Dilation);                     // (n, c)
            var a = cat([inputs[l].select(0, position), own], 1).mm(kernels[l]) + layer.dilated.bias!; // (n, 2c)
            var gated = GatedLayer.Gate(conditions[l] is { } condition ? a + condition : a);
            var skip = Pointwise(layer.output, gated);
            h = own + Pointwise(layer.residual, gated);
            sum = sum is null ? skip : sum + skip;
        }
        return Pointwise((Conv1d)model.head[3], Pointwise((Conv1d)model.head[1], sum!.relu()).relu());
    }

    public void Set(int y, int x, Tensor symbols)
    {
        var next = y * width + x + 1 + model.layers[0].Dilation; // the first layer sees a symbol one position late
        if (next < inputs[0].shape[0]) inputs[0].select(0, next).copy_(model.embedding.call(symbols));
    }

    public void Dispose()
    {
        foreach (var tensor in inputs.Concat(kernels)) tensor.Dispose();
        foreach (var condition in conditions) condition?.Dispose();
    }

    // A convolution of kernel 1 at one position: (n, in) to (n, out).
    private static Tensor Pointwise(Conv1d convolution, Tensor x) =>
        nn.functional.linear(x, convolution.weight!.squeeze(2), convolution.bias);
}
