using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// The encoder of a variational ladder autoencoder (Zhao, Song and Ermon 2017): each hidden layer gives a part of the
/// code, the first one what needs little computing, the last one what needs much. The prior is N(0, I) for all parts
/// together.
/// <code>h₁ = relu(W₁ x + b₁)   h_l = relu(W_l h_{l−1} + b_l)   q(z_l|x) = N(μ_l(h_l), diag σ_l²(h_l))   z = [z₁, …,
/// z_L]</code>
/// </summary>
/// <remarks>Chapter 9, <i>Twelve remedies</i>.</remarks>
public sealed class LadderEncoder : Module<Tensor, (Tensor Mu, Tensor LogVar)>
{
    private readonly ModuleList<Linear> layers = new();
    private readonly ModuleList<Linear> means = new();
    private readonly ModuleList<Linear> logVariances = new();

    /// <summary>
    /// An encoder with the layer <paramref name="widths"/>, the picture's first, and so many latent variables on each
    /// <paramref name="rungs"/> entry's hidden layer.
    /// </summary>
    /// <exception cref="ArgumentException">Not one rung for each hidden layer, or a width or rung that is not
    /// positive.</exception>
    public LadderEncoder(long[] widths, long[] rungs) : base(nameof(LadderEncoder))
    {
        CheckRungs(widths, rungs);
        for (var i = 0; i < rungs.Length; i++)
        {
            layers.Add(Linear(widths[i], widths[i + 1]));
            means.Add(Linear(widths[i + 1], rungs[i]));
            logVariances.Add(Linear(widths[i + 1], rungs[i]));
        }
        RegisterComponents();
    }

    /// <summary>
    /// Mean and log-variance of q(z|x), the first layer's part first: (n, input) to (n, k) and (n, k).
    /// </summary>
    public override (Tensor Mu, Tensor LogVar) forward(Tensor x)
    {
        var (mu, logVar) = (new List<Tensor>(), new List<Tensor>());
        for (var i = 0; i < layers.Count; i++)
        {
            x = layers[i].call(x).relu();
            mu.Add(means[i].call(x));
            logVar.Add(logVariances[i].call(x));
        }
        return (cat(mu, 1), cat(logVar, 1).clamp(-GaussianEncoder.LogVarianceLimit, GaussianEncoder.LogVarianceLimit));
    }

    internal static void CheckRungs(long[] widths, long[] rungs)
    {
        Require.Widths(widths);
        if (rungs.Length != widths.Length - 1 || rungs.Any(rung => rung < 1))
            throw new ArgumentException($"A ladder has a rung for each of its {widths.Length - 1} hidden layers, with "
                + $"one variable at least; the rungs are {string.Join(", ", rungs)}.", nameof(rungs));
    }
}
