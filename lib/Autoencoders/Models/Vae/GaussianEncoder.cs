using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// An encoder with the diagonal Gaussian q(z|x) = N(μ(x), diag σ²(x)) as its output (Kingma and Welling 2014, appendix
/// C, with ReLU for tanh):
/// <code>h = relu(W x + b)   μ = W_μ h + b_μ   log σ² = W_σ h + b_σ</code>
/// </summary>
/// <remarks>Chapter 9, <i>A workbench</i>.</remarks>
public sealed class GaussianEncoder : Module<Tensor, (Tensor Mu, Tensor LogVar)>
{
    /// <summary>
    /// log σ² is clamped to ± this: e¹⁰ as a standard deviation is absurd, and still finite in single precision.
    /// </summary>
    public const double LogVarianceLimit = 20;

    private readonly Sequential hidden;
    private readonly Linear mean;
    private readonly Linear logVariance;

    /// <summary>
    /// An encoder with the layer <paramref name="widths"/> before the latent variables, e.g. [784, 400].
    /// </summary>
    /// <param name="widths">Units of the input and of each hidden layer; at least two, all positive.</param>
    /// <param name="latent">The number of latent variables, at least 1.</param>
    /// <exception cref="ArgumentException">Fewer than two widths, or a width or latent that is not
    /// positive.</exception>
    public GaussianEncoder(long[] widths, long latent) : base(nameof(GaussianEncoder))
    {
        if (widths.Length < 2)
            throw new ArgumentException($"widths needs the input's width and one hidden layer's at least; it "
                + $"has {widths.Length}.", nameof(widths));
        if (widths.Append(latent).Any(width => width < 1))
            throw new ArgumentException(
                $"widths and latent must be positive; they are {string.Join(", ", widths)} and {latent}.",
                nameof(widths));

        hidden = DenseAutoencoder.Layers(widths, CodeActivation.Relu);
        mean = Linear(widths[^1], latent);
        logVariance = Linear(widths[^1], latent);
        RegisterComponents();
    }

    /// <summary>Mean and log-variance of q(z|x) for each image: (n, input) to (n, latent) and (n, latent).</summary>
    public override (Tensor Mu, Tensor LogVar) forward(Tensor x)
    {
        var h = hidden.call(x); // (n, last hidden)
        return (mean.call(h), logVariance.call(h).clamp(-LogVarianceLimit, LogVarianceLimit));
    }
}
