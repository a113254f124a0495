using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// What trains an autoencoder whose codes come from a table (van den Oord, Vinyals and Kavukcuoglu 2017,
/// arXiv:1711.00937, equation 3). With z a vector of the encoder, e the code in its place, and sg, which stops the
/// gradient:
/// <code>L = −log p(x|e) + ‖sg[z] − e‖² + β ‖z − sg[e]‖²</code>
/// </summary>
/// <remarks>Chapter 13, <i>The loss, and the term that is missing from it</i>.</remarks>
public static class VectorQuantization
{
    /// <summary>
    /// The code in value, the vector in gradient: e and z, (…, D) each, to (…, D). The code itself gets no gradient
    /// (Bengio et al. 2013).
    /// </summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor StraightThrough(Tensor z, Tensor e)
    {
        Require.SameShape(z, e, nameof(z), nameof(e));
        return e.detach() + (z - z.detach()); // the second term is exactly zero
    }

    /// <summary>‖sg[z] − e‖² of each vector, which draws the code to it: (…, D), (…, D) to (…).</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Codebook(Tensor z, Tensor e)
    {
        Require.SameShape(z, e, nameof(z), nameof(e));
        return (z.detach() - e).square().sum(-1L);
    }

    /// <summary>‖z − sg[e]‖² of each vector, which draws it to its code: (…, D), (…, D) to (…).</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Commitment(Tensor z, Tensor e) => Codebook(e, z);

    /// <summary>
    /// The whole loss of each image: its squared error over 2σ², which is −log N(x; mean, σ² I) in nats but for a
    /// constant, and what the quantiser asks in addition, summed over the positions. Term "reconstruction" and the
    /// quantiser's.
    /// </summary>
    /// <param name="x">The images, (n, …).</param>
    /// <param name="mean">The decoder's output, (n, …).</param>
    /// <param name="penalty">The quantiser's penalty of each image, (n).</param>
    /// <param name="variance">σ², the variance of a pixel around its mean.</param>
    /// <exception cref="ArgumentException">Shapes that do not belong together, or a variance that is not positive and
    /// finite.</exception>
    public static Loss Loss(Tensor x, Tensor mean, Loss penalty, double variance)
    {
        Require.Positive(variance, nameof(variance));
        var reconstruction = Gaussian.SquaredError(x, mean) / (2 * variance); // (n)
        Require.SameShape(reconstruction, penalty.Total, nameof(reconstruction), nameof(penalty));
        return new Loss(reconstruction + penalty.Total, [("reconstruction", reconstruction), .. penalty.Terms]);
    }
}
