using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The evidence lower bound of a variational autoencoder, negated, so that it is minimised (Kingma and Welling 2014):
/// <code>−ELBO = E_q[−log p(x|z)] + KL(q(z|x) ‖ p(z)) ≥ −log p(x)</code>
/// Both estimators take one sample z from q(z|x) for each image and are unbiased.
/// </summary>
/// <remarks>Chapter 7, <i>The model and its loss</i>.</remarks>
public static class Elbo
{
    /// <summary>
    /// Estimator B, with the divergence to N(0, I) in closed form: −log p(x|z) + β KL, in nats for each image. Terms
    /// "reconstruction" and "KL".
    /// </summary>
    /// <param name="x">The images, (n, …).</param>
    /// <param name="output">The decoder's output for one sample of each image's code, (n, …).</param>
    /// <param name="mu">The means of q(z|x), (n, k).</param>
    /// <param name="logVar">Its log-variances, (n, k).</param>
    /// <param name="negativeLogLikelihood">−log p(x|z) of images and output, (n), such as
    /// <see cref="Bernoulli.NegativeLogLikelihood"/>.</param>
    /// <param name="beta">The weight of the divergence; only 1 gives a bound on log p(x).</param>
    /// <exception cref="ArgumentException">Shapes that do not belong together, or a β that is negative or not
    /// finite.</exception>
    public static Loss Loss(
        Tensor x, Tensor output, Tensor mu, Tensor logVar, Func<Tensor, Tensor, Tensor> negativeLogLikelihood,
        double beta = 1)
    {
        Require.NonNegative(beta, nameof(beta));
        var reconstruction = negativeLogLikelihood(x, output);    // (n)
        var kl = GaussianKl.ToStandardNormal(mu, logVar);         // (n)
        Require.SameShape(reconstruction, kl, nameof(reconstruction), "KL");
        var total = beta == 1 ? reconstruction + kl : reconstruction + beta * kl;
        return new Loss(total, ("reconstruction", reconstruction), ("KL", kl));
    }

    /// <summary>
    /// Estimator A, for any prior: −log p(x|z) − log p(z) + log q(z|x), in nats for each image. Terms "reconstruction"
    /// and "KL", the second a sample of the divergence, which can be negative.
    /// </summary>
    /// <param name="x">The images, (n, …).</param>
    /// <param name="output">The decoder's output for <paramref name="z"/>, (n, …).</param>
    /// <param name="z">One sample of q(z|x) for each image, (n, k).</param>
    /// <param name="mu">The means of q(z|x), (n, k).</param>
    /// <param name="logVar">Its log-variances, (n, k).</param>
    /// <param name="negativeLogLikelihood">−log p(x|z) of images and output, (n).</param>
    /// <param name="prior">p(z).</param>
    /// <exception cref="ArgumentException">Shapes that do not belong together.</exception>
    public static Loss SampledLoss(
        Tensor x, Tensor output, Tensor z, Tensor mu, Tensor logVar,
        Func<Tensor, Tensor, Tensor> negativeLogLikelihood, IPrior prior)
    {
        Require.SameShape(z, mu, nameof(z), nameof(mu));
        var reconstruction = negativeLogLikelihood(x, output);
        var kl = DiagonalGaussian.LogDensity(z, mu, logVar) - prior.LogDensity(z);
        Require.SameShape(reconstruction, kl, nameof(reconstruction), "KL");
        return new Loss(reconstruction + kl, ("reconstruction", reconstruction), ("KL", kl));
    }
}
