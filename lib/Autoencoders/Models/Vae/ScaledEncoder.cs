using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// Scale-VAE (Song et al. 2024): the decoder gets posteriors whose means are multiplied by a factor for each dimension,
/// so that they vary over the images with a given standard deviation, while the divergence of training is that of the
/// means as they were.
/// <code>q(z|x) = N(f μ(x), diag σ²(x))   trained with KL(N(μ, σ²) ‖ N(0, I))   f_j = max(1, s / sd_x μ_j)</code>
/// What is trained is no bound on log p(x) any more; the bound of q(z|x) as it is still holds, and is what to report.
/// </summary>
/// <remarks>Chapter 9, <i>Twelve remedies</i>.</remarks>
public sealed class ScaledEncoder : Module<Tensor, (Tensor Mu, Tensor LogVar)>
{
    private const double Momentum = 0.1;

    private readonly Module<Tensor, (Tensor Mu, Tensor LogVar)> encoder;
    private readonly Tensor spread; // running standard deviation of each mean over the images, (k)
    private readonly double deviation;

    /// <summary>Scales the means of <paramref name="encoder"/>.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="latent">The number of latent variables, k.</param>
    /// <param name="deviation">s, the least standard deviation over the images of each mean that the decoder
    /// sees.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no latent variables, or the deviation is not
    /// positive.</exception>
    public ScaledEncoder(Module<Tensor, (Tensor Mu, Tensor LogVar)> encoder, long latent, double deviation)
        : base(nameof(ScaledEncoder))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(latent, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
        (this.encoder, this.deviation) = (encoder, deviation);
        spread = ones(latent, device: Compute.Device);
        RegisterComponents();
    }

    /// <summary>The factors f, (k); no gradient passes through them.</summary>
    public Tensor Factor => (deviation / spread).clamp(min: 1);

    /// <summary>
    /// The scaled mean and the log-variance of q(z|x) for each image, (n, input) to (n, k) and (n, k). In training mode
    /// the batch updates the factors.
    /// </summary>
    public override (Tensor Mu, Tensor LogVar) forward(Tensor x)
    {
        var (mu, logVar) = encoder.call(x);
        if (training && mu.shape[0] > 1)
            using (no_grad())
            {
                using var scope = NewDisposeScope();
                spread.mul_(1 - Momentum).add_(mu.detach().std(0), alpha: Momentum).clamp_(min: 1e-6);
            }
        return (mu * Factor, logVar);
    }

    /// <summary>
    /// The divergence that is trained, of the means before they were scaled, in nats: the outputs of the last call, (n,
    /// k) each, to (n).
    /// </summary>
    public Tensor Divergence(Tensor mu, Tensor logVar) => GaussianKl.ToStandardNormal(mu / Factor, logVar);
}
