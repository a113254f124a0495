using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Free bits (Kingma et al. 2016, appendix C.8): each latent variable may spend λ nats on average without being charged
/// for them.
/// <code>Σ_j max(λ, mean_x KL_j)</code>
/// The objective with it is still a bound on log p(x), a looser one.
/// </summary>
/// <remarks>Chapter 9, <i>Twelve remedies</i>.</remarks>
public static class FreeBits
{
    /// <summary>
    /// The divergence to N(0, I) in nats for each image, (n, k), (n, k) to (n), with the mean over the batch above: a
    /// variable whose mean divergence is at most <paramref name="nats"/> counts as that constant, and so has no
    /// gradient.
    /// </summary>
    /// <param name="mu">The means of q(z|x), (n, k).</param>
    /// <param name="logVar">Its log-variances, (n, k).</param>
    /// <param name="nats">λ, what each latent variable has for free, at least 0.</param>
    /// <exception cref="ArgumentException">The shapes differ, or λ is negative or not finite.</exception>
    public static Tensor Divergence(Tensor mu, Tensor logVar, double nats)
    {
        if (!(nats >= 0 && double.IsFinite(nats)))
            throw new ArgumentException($"The free nats must be finite and at least 0; they are {nats}.", nameof(nats));
        var kl = GaussianKl.PerDimension(mu, logVar);             // (n, k)
        var charged = kl.detach().mean([0L]).gt(nats);            // (k)
        return kl.where(charged, full_like(kl, nats)).sum(-1L);
    }
}
