using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// A layer of WaveNet (van den Oord et al. 2016, arXiv:1609.03499, figure 4 and equation 3), with * a convolution that
/// sees its own position and the one a dilation before it, and h the class:
/// <code>y = tanh(W_f * x + V_f h) ∘ σ(W_g * x + V_g h)      to the next layer x + W_r y      to the output W_s
/// y</code>
/// </summary>
internal sealed class WaveNetLayer : Module<Tensor, Tensor?, (Tensor Next, Tensor Skip)>
{
    internal readonly Conv1d dilated;
    internal readonly Conv1d residual;
    internal readonly Conv1d output;

    /// <param name="channels">Channels of the layer's input and inside its gate.</param>
    /// <param name="skip">Channels that go to the output.</param>
    /// <param name="dilation">How far back the kernel's other value lies.</param>
    public WaveNetLayer(long channels, long skip, int dilation) : base(nameof(WaveNetLayer))
    {
        Dilation = dilation;
        dilated = Conv1d(channels, 2 * channels, 2, dilation: dilation);
        residual = Conv1d(channels, channels, 1);
        output = Conv1d(channels, skip, 1);
        RegisterComponents();
    }

    public int Dilation { get; }

    /// <summary>
    /// x (n, c, t) and what the class adds before the gate, (n, 2c, 1) or null, to (n, c, t) and (n, skip, t).
    /// </summary>
    public override (Tensor Next, Tensor Skip) forward(Tensor x, Tensor? condition)
    {
        var a = dilated.call(functional.pad(x, (Dilation, 0)));        // (n, 2c, t)
        var y = GatedLayer.Gate(condition is null ? a : a + condition);
        return (x + residual.call(y), output.call(y));
    }
}
