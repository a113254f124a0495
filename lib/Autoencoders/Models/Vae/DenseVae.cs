using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// The variational autoencoder of fully connected layers (Kingma and Welling 2014, appendix C, with ReLU for tanh):
/// <code>h = relu(W x + b)   μ = W_μ h + b_μ   log σ² = W_σ h + b_σ   a = V′ relu(V z + c) + c′</code>
/// The output is linear: the logit of a Bernoulli likelihood or the mean of a Gaussian one.
/// </summary>
/// <remarks>Chapter 7, <i>The model and its loss</i>.</remarks>
public sealed class DenseVae : Module<Tensor, Tensor>, IVae
{
    /// <summary>log σ² is clamped to ± this: <see cref="GaussianEncoder.LogVarianceLimit"/>.</summary>
    public const double LogVarianceLimit = GaussianEncoder.LogVarianceLimit;

    private readonly GaussianEncoder encoder;
    private readonly Sequential decoder;

    /// <summary>
    /// A model with the layer <paramref name="widths"/> before the latent variables, e.g. [784, 400], mirrored after
    /// them.
    /// </summary>
    /// <param name="widths">Units of the input and of each hidden layer; at least two, all positive.</param>
    /// <param name="latent">The number of latent variables, at least 1.</param>
    /// <exception cref="ArgumentException">Fewer than two widths, or a width or latent that is not
    /// positive.</exception>
    public DenseVae(long[] widths, long latent) : base(nameof(DenseVae))
    {
        Latent = latent;
        encoder = new GaussianEncoder(widths, latent);
        decoder = DenseAutoencoder.Layers([latent, .. widths.Reverse()], CodeActivation.Linear);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Latent { get; }

    /// <inheritdoc/>
    public (Tensor Mu, Tensor LogVar) Encode(Tensor x) => encoder.call(x);

    /// <inheritdoc/>
    public Tensor Decode(Tensor z) => decoder.call(z);

    /// <summary>
    /// The decoder's output at the posterior's mean, Decode(μ(x)), without sampling: (n, input) to (n, input).
    /// </summary>
    public override Tensor forward(Tensor x) => Decode(Encode(x).Mu);
}
