using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders;

/// <summary>
/// An encoder whose posterior cannot become the prior, because its variance is given and is not 1: the simplest δ-VAE
/// (Razavi, van den Oord, Poole and Vinyals 2019, who give the idea of a committed rate δ). Whatever the mean,
/// <code>KL(q(z|x) ‖ p(z)) ≥ δ = ½ k (σ² − 1 − log σ²)</code>
/// </summary>
/// <remarks>Chapter 9, <i>Twelve remedies</i>.</remarks>
public sealed class FixedVarianceEncoder : Module<Tensor, (Tensor Mu, Tensor LogVar)>
{
    private readonly Module<Tensor, (Tensor Mu, Tensor LogVar)> encoder;
    private readonly double logVariance;

    /// <summary>
    /// The means of <paramref name="encoder"/>, with this <paramref name="variance"/> in place of its own.
    /// </summary>
    /// <exception cref="ArgumentException">The variance is not positive and finite.</exception>
    public FixedVarianceEncoder(Module<Tensor, (Tensor Mu, Tensor LogVar)> encoder, double variance)
        : base(nameof(FixedVarianceEncoder))
    {
        Require.Variance(variance, nameof(variance));
        (this.encoder, logVariance) = (encoder, Math.Log(variance));
        RegisterComponents();
    }

    /// <summary>
    /// The committed rate δ of <paramref name="latent"/> variables with this posterior <paramref name="variance"/>, in
    /// nats.
    /// </summary>
    /// <exception cref="ArgumentException">The variance is not positive and finite.</exception>
    public static double CommittedRate(long latent, double variance)
    {
        Require.Variance(variance, nameof(variance));
        return 0.5 * latent * (variance - 1 - Math.Log(variance));
    }

    /// <summary>Mean and log-variance of q(z|x) for each image: (n, input) to (n, k) and (n, k).</summary>
    public override (Tensor Mu, Tensor LogVar) forward(Tensor x)
    {
        var mu = encoder.call(x).Mu;
        return (mu, full_like(mu, logVariance));
    }
}
