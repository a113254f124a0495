using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The importance-weighted bound (Burda, Grosse and Salakhutdinov 2016): L_K = E log (1/K) Σ w_k with w_k = p(x,
/// z_k)/q(z_k|x). L₁ is the ELBO; L_K rises with K towards log p(x).
/// </summary>
/// <remarks>Chapter 8, <i>More than one sample</i>.</remarks>
public static class Iwae
{
    /// <summary>
    /// One sample of L_K for each image from K log-weights each, (n, K) to (n), in nats. Its negative mean is the loss
    /// of an IWAE.
    /// </summary>
    /// <exception cref="ArgumentException">The weights are no matrix.</exception>
    public static Tensor Bound(Tensor logWeights)
    {
        Require.Matrix(logWeights, nameof(logWeights), "log-weights of K samples for each of n images, (n, K)");
        return logWeights.logsumexp(1) - Math.Log(logWeights.shape[1]);
    }

    /// <summary>
    /// The mean of L_K over the groups of <paramref name="k"/> among many log-weights, (n, S) to (n): what is left of
    /// S/K groups is not used.
    /// </summary>
    /// <exception cref="ArgumentException">The weights are no matrix, or hold no group of k.</exception>
    public static Tensor Bound(Tensor logWeights, int k)
    {
        Require.Matrix(logWeights, nameof(logWeights), "log-weights of S samples for each of n images, (n, S)");
        var groups = k < 1 ? 0 : logWeights.shape[1] / k;
        if (groups == 0)
            throw new ArgumentException($"{logWeights.shape[1]} samples hold no group of {k}.", nameof(k));
        using var scope = NewDisposeScope();
        var grouped = logWeights.narrow(1, 0, groups * k).reshape(logWeights.shape[0], groups, k); // (n, groups, k)
        return (grouped.logsumexp(2).mean([1L]) - Math.Log(k)).MoveToOuterDisposeScope();
    }
}
