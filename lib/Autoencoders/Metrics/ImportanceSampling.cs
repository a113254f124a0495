using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// log p(x) of a variational autoencoder, estimated with its encoder as the proposal (Burda, Grosse and Salakhutdinov
/// 2016, equation 8):
/// <code>log p(x) ≈ log (1/S) Σ_s p(x|z_s) p(z_s) / q(z_s|x),   z_s ~ q(z|x)</code>
/// On average it is too low, the less so the more samples.
/// </summary>
/// <remarks>Chapter 7, <i>A probability for pictures: the binarised runs</i>.</remarks>
public static class ImportanceSampling
{
    // Rows that are decoded at once: a few tens of megabytes of 28×28 images.
    private const int Rows = 4000;

    /// <summary>
    /// log p(x|z) + log p(z) − log q(z|x) for <paramref name="samples"/> codes of each image: (n, input) to (n,
    /// samples), without gradients.
    /// </summary>
    /// <param name="vae">The model.</param>
    /// <param name="x">The images, (n, input).</param>
    /// <param name="negativeLogLikelihood">−log p(x|z) of images and decoder output, (n).</param>
    /// <param name="samples">S, at least 1.</param>
    /// <param name="generator">Where the noise comes from; the global generator if not given.</param>
    /// <param name="prior">p(z); N(0, I) if not given.</param>
    /// <exception cref="ArgumentException">x is no matrix.</exception>
    /// <exception cref="OperationCanceledException">The notebook's cell was stopped.</exception>
    public static Tensor LogWeights(
        IVae vae, Tensor x, Func<Tensor, Tensor, Tensor> negativeLogLikelihood, int samples,
        Generator? generator = null, IPrior? prior = null)
    {
        Require.Matrix(x, nameof(x), "images as rows, (n, input)");
        Require.Finite(x, nameof(x));
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        prior ??= new StandardNormal(vae.Latent);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var weights = new List<Tensor>();
        var (mu, logVar) = vae.Encode(x);               // (n, k)
        var atOnce = Math.Max(1, Rows / samples);       // images
        for (long first = 0; first < x.shape[0]; first += atOnce)
        {
            Cancellation.OfTheNotebook.ThrowIfCancellationRequested();
            using var part = NewDisposeScope();
            var n = Math.Min(atOnce, x.shape[0] - first);
            Tensor Repeated(Tensor rows) => rows.narrow(0, first, n).repeat_interleave(samples, 0);
            var (m, v) = (Repeated(mu), Repeated(logVar)); // (n · samples, k)
            var z = DiagonalGaussian.Sample(m, v, generator);
            var log = prior.LogDensity(z) - DiagonalGaussian.LogDensity(z, m, v)
                - negativeLogLikelihood(Repeated(x), vae.Decode(z));
            weights.Add(log.reshape(n, samples).MoveToOuterDisposeScope());
        }
        return cat(weights).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The estimate of log p(x) for each image, in nats: (n, input) to (n). Parameters as in <see cref="LogWeights"/>.
    /// </summary>
    /// <exception cref="ArgumentException">x is no matrix.</exception>
    /// <exception cref="OperationCanceledException">The notebook's cell was stopped.</exception>
    public static Tensor LogLikelihood(
        IVae vae, Tensor x, Func<Tensor, Tensor, Tensor> negativeLogLikelihood, int samples,
        Generator? generator = null, IPrior? prior = null)
    {
        using var weights = LogWeights(vae, x, negativeLogLikelihood, samples, generator, prior);
        return Iwae.Bound(weights);
    }
}
