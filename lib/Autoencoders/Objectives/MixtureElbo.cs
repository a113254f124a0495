using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The evidence lower bound with a mixture as the prior and the cluster c as a second hidden variable, negated
/// (variational deep embedding, VaDE: Jiang, Zheng, Tan, Tang and Zhou 2017). For any γ_c = q(c|x),
/// <code>−ELBO = E_q[−log p(x|z)] + Σ_c γ_c KL(q(z|x) ‖ N(μ_c, σ_c²)) + KL(γ ‖ π)</code>
/// both divergences in closed form.
/// </summary>
/// <remarks>Chapter 10, <i>A class that nobody knows</i>.</remarks>
public static class MixtureElbo
{
    /// <summary>The bound for each image, in nats. Terms "reconstruction", "KL z" and "KL c".</summary>
    /// <param name="x">The images, (n, …).</param>
    /// <param name="output">The decoder's output for one sample of each image's code, (n, …).</param>
    /// <param name="mu">The means of q(z|x), (n, k).</param>
    /// <param name="logVar">Its log-variances, (n, k).</param>
    /// <param name="negativeLogLikelihood">−log p(x|z) of images and output, (n), such as
    /// <see cref="Bernoulli.NegativeLogLikelihood"/>.</param>
    /// <param name="prior">The mixture.</param>
    /// <param name="responsibilities">γ, (n, K), rows sum to 1; if not given, the one with the tightest bound, γ_c ∝
    /// π_c exp(−KL_c).</param>
    /// <exception cref="ArgumentException">Shapes that do not belong together.</exception>
    public static Loss Loss(
        Tensor x, Tensor output, Tensor mu, Tensor logVar, Func<Tensor, Tensor, Tensor> negativeLogLikelihood,
        GaussianMixturePrior prior, Tensor? responsibilities = null)
    {
        var reconstruction = negativeLogLikelihood(x, output);           // (n)
        var divergences = prior.Divergences(mu, logVar);                 // (n, K)
        // Logarithms first: a share that underflows to 0 would have no finite gradient.
        // (n, K)
        var logGamma = responsibilities?.clamp(min: 1e-30).log() ?? (prior.LogWeights - divergences).log_softmax(1);
        Require.SameShape(divergences, logGamma, "KL", nameof(responsibilities));
        var gamma = logGamma.exp();
        var klOfCodes = (gamma * divergences).sum(1);
        var klOfClusters = (gamma * (logGamma - prior.LogWeights)).sum(1);
        Require.SameShape(reconstruction, klOfCodes, nameof(reconstruction), "KL");
        return new Loss(reconstruction + klOfCodes
            + klOfClusters, ("reconstruction", reconstruction), ("KL z", klOfCodes), ("KL c", klOfClusters));
    }

    /// <summary>
    /// The γ with the tightest bound, γ_c ∝ π_c exp(−KL(q(z|x) ‖ N(μ_c, σ_c²))): means and log-variances (n, k) to (n,
    /// K), rows sum to 1.
    /// </summary>
    /// <exception cref="ArgumentException">Shapes that do not belong together.</exception>
    public static Tensor Clusters(GaussianMixturePrior prior, Tensor mu, Tensor logVar) =>
        CategoricalBound.Posterior(prior.Divergences(mu, logVar) - prior.LogWeights);
}
