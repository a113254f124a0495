using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Penalties that keep most units of a code quiet. Both sum over the units: each unit is held to account for itself.
/// </summary>
/// <remarks>Chapter 4, <i>First way: a price on activity (L1)</i>.</remarks>
public static class Sparsity
{
    /// <summary>
    /// Σ_j |z_j| for each image: (n, k) to (n). Its gradient does not fade near zero, so that codes of ReLU units reach
    /// zero exactly.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="z"/> is no matrix.</exception>
    public static Tensor L1(Tensor z)
    {
        Require.Codes(z, nameof(z));
        return z.abs().sum(1);
    }

    /// <summary>
    /// Σ_j KL(ρ‖ρ̂_j) in nats, a scalar, where ρ̂_j is unit j's mean over the batch: (n, k) to () (Ng 2011; Lee,
    /// Ekanadham and Ng 2007 have the idea with another penalty). For codes in (0, 1), such as a sigmoid's; the batch
    /// must be large enough for a mean. A mean that single precision has rounded to 0 or 1 counts as 10⁻⁷ away from it,
    /// so that the penalty stays finite.
    /// </summary>
    /// <param name="z">The codes of a batch, (n, k).</param>
    /// <param name="rho">The wanted mean activation ρ, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentException">A code lies outside [0, 1], or ρ is not strictly between 0 and
    /// 1.</exception>
    public static Tensor KullbackLeibler(Tensor z, double rho)
    {
        Require.Codes(z, nameof(z));
        if (!(rho > 0 && rho < 1))
            throw new ArgumentException(
                FormattableString.Invariant($"The wanted activation must lie strictly between 0 and 1; it is {rho}."),
                nameof(rho));
        Require.Inside(z, 0, 1, nameof(z), "The KL penalty reads activations as probabilities in [0, 1]",
            "Use a sigmoid code; for ReLU codes take the L1 penalty or KSparse.");
        var mean = z.mean([0L]).clamp(1e-7, 1 - 1e-7); // (k), over the batch
        return Bernoulli.KullbackLeibler(full_like(mean, rho), mean).sum();
    }
}
