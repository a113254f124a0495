using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// What the linear variational autoencoder can at best do, from the eigenvalues λ of the data's covariance (Tipping and
/// Bishop 1999; Lucas, Tucker, Grosse and Norouzi 2019): a direction with λ above the noise gets a latent variable, and
/// no other does.
/// </summary>
/// <remarks>Chapter 9, <i>The theory: a linear VAE</i>.</remarks>
public static class ProbabilisticPca
{
    /// <summary>
    /// The mean divergence of the latent variable of each direction, ½ max(0, log λ/v), in nats: (d) to (d), float64.
    /// </summary>
    /// <param name="eigenvalues">The data's variances along the principal directions, (d), none negative.</param>
    /// <param name="variance">v = βσ², the noise's variance times the weight of the divergence.</param>
    /// <exception cref="ArgumentException">No vector, a negative eigenvalue, or a variance that is not
    /// positive.</exception>
    public static Tensor Divergences(Tensor eigenvalues, double variance)
    {
        Check(eigenvalues);
        Require.Variance(variance, nameof(variance));
        return 0.5 * (eigenvalues.to(float64).log() - Math.Log(variance)).clamp(min: 0); // the quotient might overflow
    }

    /// <summary>
    /// The mean log-likelihood of centred data with k latent variables and noise of this <paramref name="variance"/> at
    /// its maximum, in nats: the leading k directions have their own variance where it exceeds the noise's, all others
    /// the noise's.
    /// <code>−½ Σ_j (log 2πv_j + λ_j/v_j)</code>
    /// </summary>
    /// <param name="eigenvalues">The data's variances along the principal directions, (d), falling.</param>
    /// <param name="k">Latent variables, at least 0.</param>
    /// <param name="variance">σ², the noise's variance.</param>
    /// <exception cref="ArgumentException">No vector, a negative eigenvalue, or a variance that is not positive or
    /// so small that the result would not be finite.</exception>
    public static double LogLikelihood(Tensor eigenvalues, int k, double variance)
    {
        Check(eigenvalues);
        Require.Variance(variance, nameof(variance));
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        double[] lambda = [.. eigenvalues.to(float64, CPU).data<double>()];
        var found = -0.5 * lambda.Index().Sum(direction =>
        {
            var v = direction.Index < k ? Math.Max(direction.Item, variance) : variance;
            return Math.Log(2 * Math.PI * v) + direction.Item / v;
        });
        return double.IsFinite(found) ? found : throw new ArgumentOutOfRangeException(nameof(variance), variance,
            "The eigenvalues are so large beside this variance that the log-likelihood is no finite number.");
    }

    /// <summary>
    /// The noise's variance of the greatest likelihood with k latent variables: the mean of the eigenvalues that they
    /// leave out.
    /// </summary>
    /// <param name="eigenvalues">The data's variances along the principal directions, (d), falling.</param>
    /// <param name="k">Latent variables, fewer than d.</param>
    /// <exception cref="ArgumentException">No vector, or a negative eigenvalue.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k is not between 0 and d − 1.</exception>
    public static double NoiseVariance(Tensor eigenvalues, int k)
    {
        Check(eigenvalues);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(k, eigenvalues.shape[0]);
        using var scope = NewDisposeScope();
        return eigenvalues[TensorIndex.Slice(k)].to(float64).mean().item<double>();
    }

    private static void Check(Tensor eigenvalues)
    {
        if (eigenvalues.dim() != 1)
            throw new ArgumentException(
                $"Eigenvalues are a vector (d); they have the shape ({string.Join(", ", eigenvalues.shape)}).",
                nameof(eigenvalues));
        Require.Squarable(eigenvalues, nameof(eigenvalues));
        Require.Inside(eigenvalues, 0, double.MaxValue, nameof(eigenvalues),
            "Eigenvalues of a covariance are not negative", "");
    }
}
