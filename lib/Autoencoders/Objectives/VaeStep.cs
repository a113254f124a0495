using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>What a variational autoencoder made of a batch: all that an objective of the family looks at.</summary>
/// <remarks>Chapter 11, <i>A first β-VAE</i>.</remarks>
/// <param name="X">The images, (b, …).</param>
/// <param name="Output">The decoder's output for <paramref name="Z"/>, (b, …).</param>
/// <param name="Z">One sample of q(z|x) for each image, (b, k).</param>
/// <param name="Mu">The means of q(z|x), (b, k).</param>
/// <param name="LogVar">Its log-variances, (b, k).</param>
/// <param name="Reconstruction">−log p(x|z) of each image, in nats, (b).</param>
/// <param name="Step">The number of the training step, from 0.</param>
public sealed record VaeStep(Tensor X, Tensor Output, Tensor Z, Tensor Mu, Tensor LogVar,
    Tensor Reconstruction, long Step)
{
    /// <summary>Encodes, samples, decodes.</summary>
    /// <param name="vae">The model.</param>
    /// <param name="x">The images, (b, input).</param>
    /// <param name="negativeLogLikelihood">−log p(x|z) of images and decoder output, (b), such as
    /// <see cref="Bernoulli.NegativeLogLikelihood"/>.</param>
    /// <param name="step">The number of the training step, from 0.</param>
    /// <param name="generator">Where the noise comes from; the global generator if not given.</param>
    public static VaeStep Run(IVae vae, Tensor x, Func<Tensor, Tensor, Tensor> negativeLogLikelihood, long step = 0,
        Generator? generator = null)
    {
        var (mu, logVar) = vae.Encode(x);
        var z = DiagonalGaussian.Sample(mu, logVar, generator);
        var output = vae.Decode(z);
        return new(x, output, z, mu, logVar, negativeLogLikelihood(x, output), step);
    }

    /// <summary>The divergence of each posterior to N(0, I), in nats, (b).</summary>
    public Tensor Kl() => GaussianKl.ToStandardNormal(Mu, LogVar);
}

/// <summary>
/// A variational autoencoder's loss, per image in nats: the β-VAE and what came of it are one family with this
/// signature, made by <see cref="BetaVae"/>, <see cref="CapacityVae"/>, <see cref="BetaTcVae"/>,
/// <see cref="FactorVae"/> and <see cref="DipVae"/>. The first term is always "reconstruction".
/// </summary>
/// <param name="step">What the model made of the batch.</param>
/// <returns>The loss of each image, (b), and its terms before they are weighted.</returns>
public delegate Loss VaeObjective(VaeStep step);
