using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// A variational autoencoder with a diagonal Gaussian encoder (Kingma and Welling 2014):
/// <code>q(z|x) = N(μ(x), diag σ²(x))   p(x|z) from Decode(z)</code>
/// </summary>
public interface IVae
{
    /// <summary>The number of latent variables, k.</summary>
    long Latent { get; }

    /// <summary>Mean and log-variance of q(z|x) for each image: (n, input) to (n, k) and (n, k).</summary>
    (Tensor Mu, Tensor LogVar) Encode(Tensor x);

    /// <summary>The parameters of p(x|z), logits or means: (n, k) to (n, input).</summary>
    Tensor Decode(Tensor z);
}
