using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// What a network costs, independent of the machine: how often it multiplies a weight with an activation and adds the
/// product.
/// </summary>
/// <remarks>Chapter 2, <i>At equal time</i>.</remarks>
public static class MultiplyAdds
{
    /// <summary>
    /// The multiply-adds of one call of <paramref name="model"/>, per image, in the order of its layers: dense layers,
    /// convolutions and transposed convolutions; biases, activations and pooling are left out. Padding counts as if it
    /// were pixels.
    /// </summary>
    /// <param name="model">The model, which is called once.</param>
    /// <param name="x">Images that it takes, (n, …); their values do not matter.</param>
    public static IReadOnlyList<(string Layer, long Count)> ByLayer(Module<Tensor, Tensor> model, Tensor x)
    {
        var counts = new List<(string, long)>();
        var layers = model.named_modules().Select(named => named.module).OfType<Module<Tensor, Tensor>>();
        var hooks = layers.Select(layer => layer.register_forward_hook((_, input, output) =>
        {
            if (Of(layer, input, output) is { } count)
                counts.Add((layer.GetName(), count / input.shape[0]));
            return output;
        })).ToList();
        try
        {
            using var noGradient = no_grad();
            using var scope = NewDisposeScope();
            model.call(x);
        }
        finally
        {
            hooks.ForEach(hook => hook.remove());
        }
        return counts;
    }

    /// <summary>The sum over all layers of <see cref="ByLayer"/>.</summary>
    public static long Count(Module<Tensor, Tensor> model, Tensor x) => ByLayer(model, x).Sum(layer => layer.Count);

    // A convolution's output pixel meets all weights of its channel once; so does a transposed convolution's input
    // pixel.
    private static long? Of(Module layer, Tensor input, Tensor output) => layer switch
    {
        ConvTranspose2d transposed => input.numel() * (transposed.weight!.numel() / transposed.weight.shape[0]),
        Conv2d convolution => output.numel() * (convolution.weight!.numel() / convolution.weight.shape[0]),
        Linear dense => output.numel() * dense.weight!.shape[1],
        _ => null,
    };
}
