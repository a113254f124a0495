using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// A decoder in which the code enters every layer, not only the first (Dieng, Kim, Rush and Blei 2019): a path past
/// each layer that could forget it.
/// <code>h₁ = relu(W₁ z + b₁)   h_l = relu(W_l [h_{l−1}, z] + b_l)   a = W [h_L, z] + b</code>
/// </summary>
/// <remarks>Chapter 9, <i>Twelve remedies</i>.</remarks>
public sealed class SkipDecoder : Module<Tensor, Tensor>
{
    private readonly ModuleList<Linear> layers = new();

    /// <summary>
    /// A decoder with the layer <paramref name="widths"/> from the code to the picture, e.g. [10, 100, 784].
    /// </summary>
    /// <exception cref="ArgumentException">Fewer than two widths, or one that is not positive.</exception>
    public SkipDecoder(long[] widths) : base(nameof(SkipDecoder))
    {
        Require.Widths(widths);
        for (var i = 1; i < widths.Length; i++)
            layers.Add(Linear(widths[i - 1] + (i > 1 ? widths[0] : 0), widths[i]));
        RegisterComponents();
    }

    /// <summary>
    /// The decoder's output for the codes <paramref name="z"/>: (n, k) to (n, pixels), logits or means.
    /// </summary>
    public override Tensor forward(Tensor z)
    {
        var h = layers[0].call(z);
        for (var i = 1; i < layers.Count; i++)
            h = layers[i].call(cat([h.relu(), z], 1));
        return h;
    }
}
