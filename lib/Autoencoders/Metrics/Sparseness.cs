using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// How unevenly activity is spread, from 0 (equal everywhere) to 1 (all of it in one place):
/// <code>S = (1 − a) / (1 − 1/m)   a = (Σ r / m)² / (Σ r² / m)</code>
/// where a is the activity ratio of Treves and Rolls (1991) over m responses r ≥ 0, and S the index of Vinje and
/// Gallant (2000).
/// </summary>
/// <remarks>Chapter 4, <i>How sparse are they?</i>.</remarks>
public static class Sparseness
{
    /// <summary>
    /// Over the images, for each unit: (n, k) to (k). NaN for a unit that never responds. High for a unit that is
    /// selective.
    /// </summary>
    /// <exception cref="ArgumentException">The responses are no matrix, or one is negative or not finite, or there is
    /// one image only.</exception>
    public static Tensor Lifetime(Tensor responses) => Index(responses, 0, "images");

    /// <summary>
    /// Over the units, for each image: (n, k) to (n). NaN for an image to which no unit responds. High for a code that
    /// uses few units.
    /// </summary>
    /// <exception cref="ArgumentException">The responses are no matrix, or one is negative or not finite, or there is
    /// one unit only.</exception>
    public static Tensor Population(Tensor responses) => Index(responses, 1, "units");

    /// <summary>
    /// The activity ratio a = (mean r)² / mean r² along a dimension, between 1/m and 1; NaN where all responses are
    /// zero.
    /// </summary>
    /// <exception cref="ArgumentException">A response is negative or not finite.</exception>
    public static Tensor ActivityRatio(Tensor responses, long dimension)
    {
        if (responses.numel() == 0)
            throw new ArgumentException("There are no responses to measure.", nameof(responses));
        if (dimension < 0 || dimension >= responses.dim())
            throw new ArgumentOutOfRangeException(nameof(dimension), dimension,
                $"The responses have the dimensions 0 to {responses.dim() - 1}.");
        Require.Squarable(responses, nameof(responses));
        using var scope = NewDisposeScope();
        var least = responses.min().to(float64).item<double>();
        if (!(least >= 0))
            throw new ArgumentException(
                FormattableString.Invariant($"Responses must not be negative; the lowest is {least:G4}. ")
                + "For signed codes measure their absolute values.",
                nameof(responses));
        var r = responses.to(float64);
        r = r / r.amax([dimension], keepdim: true); // else the squares of tiny responses would vanish
        var ratio = r.mean([dimension]).square() / r.square().mean([dimension]);
        return ratio.to(responses.is_floating_point() ? responses.dtype : float64).MoveToOuterDisposeScope();
    }

    private static Tensor Index(Tensor responses, long dimension, string what)
    {
        if (responses.dim() != 2)
            throw new ArgumentException($"Responses are a matrix (images, units); these have the "
                + $"shape ({string.Join(", ", responses.shape)}).", nameof(responses));
        var count = responses.shape[dimension];
        if (count < 2)
            throw new ArgumentException($"Sparseness over {what} needs two at least; there is {count}.",
                nameof(responses));
        return (1 - ActivityRatio(responses, dimension)) / (1 - 1.0 / count);
    }
}
