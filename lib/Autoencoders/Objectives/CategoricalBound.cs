using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The bound for a hidden variable c of K values, summed exactly in place of sampled. With cost_c = −log p(x, c), or an
/// upper bound on it,
/// <code>−log p(x) = −log Σ_c exp(−cost_c) ≤ Σ_c q(c) cost_c − H(q)      with equality at q(c) ∝ exp(−cost_c)</code>
/// The class of a semi-supervised model (Kingma et al. 2014, equation 7) and the cluster of a mixture prior are such
/// variables.
/// </summary>
/// <remarks>Chapter 10, <i>A class that is hidden</i>.</remarks>
public static class CategoricalBound
{
    /// <summary>
    /// Σ_c q(c) cost_c − H(q) with q = softmax(logits), in nats: costs (n, K) and logits (n, K) to (n).
    /// </summary>
    /// <exception cref="ArgumentException">The shapes differ or are no matrices.</exception>
    public static Tensor Loss(Tensor costs, Tensor logits)
    {
        Require.Matrix(costs, nameof(costs), "a cost for each of n images and K values, (n, K)");
        Require.SameShape(costs, logits, nameof(costs), nameof(logits));
        var logQ = logits.log_softmax(1);
        return (logQ.exp() * (costs + logQ)).sum(1);
    }

    /// <summary>Its least value over all q, −log Σ_c exp(−cost_c), in nats: (n, K) to (n).</summary>
    /// <exception cref="ArgumentException">The costs are no matrix.</exception>
    public static Tensor Tightest(Tensor costs)
    {
        Require.Matrix(costs, nameof(costs), "a cost for each of n images and K values, (n, K)");
        return -(-costs).logsumexp(1);
    }

    /// <summary>The q that attains it, q(c) ∝ exp(−cost_c): (n, K) to (n, K), rows sum to 1.</summary>
    /// <exception cref="ArgumentException">The costs are no matrix.</exception>
    public static Tensor Posterior(Tensor costs)
    {
        Require.Matrix(costs, nameof(costs), "a cost for each of n images and K values, (n, K)");
        return (-costs).softmax(1);
    }
}
