using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The continuous Bernoulli likelihood of pixels in [0, 1] (Loaiza-Ganem and Cunningham 2019), given as logits a = log
/// λ/(1 − λ):
/// <code>p(x) = C(λ) λˣ (1 − λ)¹⁻ˣ = exp(a x − A(a)),   A(a) = log (eᵃ − 1)/a</code>
/// It is what the Bernoulli formula lacks to be a density of grey pixels. Its mean is not λ.
/// </summary>
/// <remarks>Chapter 7, <i>A likelihood for pixels</i>.</remarks>
public static class ContinuousBernoulli
{
    // Below this size of a the closed forms cancel, and three terms of their series are exact to 1e-12.
    private const double Small = 0.2;

    /// <summary>
    /// −log p(x) for each image, in nats, summed over all but the first dimension; negative where the density exceeds
    /// 1: (n, …), (n, …) to (n).
    /// </summary>
    /// <exception cref="ArgumentException">The shapes differ, or a pixel lies outside [0, 1].</exception>
    public static Tensor NegativeLogLikelihood(Tensor x, Tensor logits)
    {
        Require.SameShape(x, logits, nameof(logits));
        Require.UnitInterval(x, nameof(x));
        return (LogPartition(logits) - x * logits).flatten(1).sum(1);
    }

    /// <summary>A(a) = log (eᵃ − 1)/a, of any shape; A(0) = 0. Its derivative is the mean.</summary>
    public static Tensor LogPartition(Tensor logits)
    {
        var (near, size) = Split(logits);
        var u = (logits * 0.5).clamp(-Small, Small).square(); // (a/2)², bounded for the gradient's sake
        var series = 0.5 * logits + u * (1.0 / 6 - u * (1.0 / 180 - u / 2835));
        var closed = nn.functional.relu(logits) + (-(-size).expm1()).log() - size.log();
        return where(near, series, closed);
    }

    /// <summary>
    /// log C(λ), the normaliser that the Bernoulli formula lacks, in nats a pixel: log 2 at λ = ½, larger elsewhere.
    /// </summary>
    public static Tensor LogNormalizer(Tensor logits) => nn.functional.softplus(logits, 1, 20) - LogPartition(logits);

    /// <summary>The mean E x = 1/(1 − e⁻ᵃ) − 1/a, the image that is shown; ½ at a = 0.</summary>
    public static Tensor Mean(Tensor logits)
    {
        var (near, size) = Split(logits);
        var series = logits * (1.0 / 12 - logits.square() * (1.0 / 720 - logits.square() / 30240));
        var closed = logits.sign() * (-1 / (-size).expm1() - 1 / size - 0.5);
        return where(near, series, closed) + 0.5;
    }

    // Where |a| is small, and |a| with a stand-in there: `where` passes gradients to both sides, and 0 · ∞ is no
    // number.
    private static (Tensor Near, Tensor Size) Split(Tensor logits)
    {
        var near = logits.abs().lt(Small);
        return (near, where(near, ones_like(logits), logits.abs()));
    }
}
