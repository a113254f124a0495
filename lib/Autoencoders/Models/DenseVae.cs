using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders.Models;

/// <summary>
/// The variational autoencoder of fully connected layers (Kingma and Welling 2014, appendix C, with ReLU for tanh):
/// <code>h = relu(W x + b)   μ = W_μ h + b_μ   log σ² = W_σ h + b_σ   a = V′ relu(V z + c) + c′</code>
/// The output is linear: the logit of a Bernoulli likelihood or the mean of a Gaussian one.
/// </summary>
public sealed class DenseVae : Module<Tensor, Tensor>, IVae
{
    /// <summary>log σ² is clamped to ± this: e¹⁰ as a standard deviation is absurd, and still finite in single precision.</summary>
    public const double LogVarianceLimit = 20;

    private readonly Sequential hidden;
    private readonly Linear mean;
    private readonly Linear logVariance;
    private readonly Sequential decoder;

    /// <summary>A model with the layer <paramref name="widths"/> before the latent variables, e.g. [784, 400], mirrored after them.</summary>
    /// <param name="widths">Units of the input and of each hidden layer; at least two, all positive.</param>
    /// <param name="latent">The number of latent variables, at least 1.</param>
    /// <exception cref="ArgumentException">Fewer than two widths, or a width or latent that is not positive.</exception>
    public DenseVae(long[] widths, long latent) : base(nameof(DenseVae))
    {
        if (widths.Length < 2)
            throw new ArgumentException($"widths needs the input's width and one hidden layer's at least; it has {widths.Length}.", nameof(widths));
        if (widths.Append(latent).Any(width => width < 1))
            throw new ArgumentException($"widths and latent must be positive; they are {string.Join(", ", widths)} and {latent}.", nameof(widths));

        Latent = latent;
        hidden = Sequential(Steps(widths));
        mean = Linear(widths[^1], latent);
        logVariance = Linear(widths[^1], latent);
        decoder = Sequential([.. Steps([latent, .. widths.Skip(1).Reverse()]), Linear(widths[1], widths[0])]);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Latent { get; }

    /// <inheritdoc/>
    public (Tensor Mu, Tensor LogVar) Encode(Tensor x)
    {
        var h = hidden.call(x); // (n, last hidden)
        return (mean.call(h), logVariance.call(h).clamp(-LogVarianceLimit, LogVarianceLimit));
    }

    /// <inheritdoc/>
    public Tensor Decode(Tensor z) => decoder.call(z);

    /// <summary>The decoder's output at the posterior's mean, Decode(μ(x)), without sampling: (n, input) to (n, input).</summary>
    public override Tensor forward(Tensor x) => Decode(Encode(x).Mu);

    private static List<Module<Tensor, Tensor>> Steps(long[] widths)
    {
        var steps = new List<Module<Tensor, Tensor>>();
        for (var i = 1; i < widths.Length; i++)
        {
            steps.Add(nn.Linear(widths[i - 1], widths[i]));
            steps.Add(ReLU());
        }
        return steps;
    }
}
