using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// The decoder of a variational ladder autoencoder (Zhao, Song and Ermon 2017), the mirror of
/// <see cref="LadderEncoder"/>: the last part of the code enters first and passes all layers, the first part enters
/// before the last.
/// <code>d_L = relu(V_L z_L + c_L)   d_l = relu(V_l [d_{l+1}, z_l] + c_l)   a = V d₁ + c</code>
/// </summary>
/// <remarks>Chapter 9, <i>Twelve remedies</i>.</remarks>
public sealed class LadderDecoder : Module<Tensor, Tensor>
{
    private readonly ModuleList<Linear> layers = new();
    private readonly Linear output;
    private readonly long[] rungs;

    /// <summary>
    /// The decoder for an encoder with these <paramref name="widths"/>, the picture's first, and
    /// <paramref name="rungs"/>.
    /// </summary>
    /// <exception cref="ArgumentException">Not one rung for each hidden layer, or a width or rung that is not
    /// positive.</exception>
    public LadderDecoder(long[] widths, long[] rungs) : base(nameof(LadderDecoder))
    {
        LadderEncoder.CheckRungs(widths, rungs);
        this.rungs = rungs;
        for (var i = 0; i < rungs.Length; i++)
            layers.Add(Linear(rungs[i] + (i < rungs.Length - 1 ? widths[i + 2] : 0), widths[i + 1]));
        output = Linear(widths[1], widths[0]);
        RegisterComponents();
    }

    /// <summary>
    /// The decoder's output for the codes <paramref name="z"/>: (n, k) to (n, pixels), logits or means.
    /// </summary>
    public override Tensor forward(Tensor z)
    {
        var parts = z.split(rungs, 1);
        var d = layers[^1].call(parts[^1]).relu();
        for (var i = layers.Count - 2; i >= 0; i--)
            d = layers[i].call(cat([d, parts[i]], 1)).relu();
        return output.call(d);
    }
}
