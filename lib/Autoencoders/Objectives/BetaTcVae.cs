namespace Autoencoders;

/// <summary>
/// The β-TCVAE (Chen, Li, Grosse and Duvenaud 2018, equation 4): the divergence in its three parts, of which the total
/// correlation alone has the weight β: −log p(x|z) + α I(x; z) + β TC + γ Σ_j KL(q(z_j) ‖ p(z_j)), with α = γ = 1. With
/// β = 1 it is the negative ELBO, its divergence sampled.
/// </summary>
/// <remarks>Chapter 11, <i>One family</i>.</remarks>
public static class BetaTcVae
{
    /// <summary>
    /// The objective. Terms "reconstruction", "mutual information", "total correlation" and "dimension KL".
    /// </summary>
    /// <param name="beta">β; 6 in the paper on dSprites.</param>
    /// <param name="images">N, the number of training images.</param>
    /// <param name="weighted">Whether q(z) is estimated by minibatch weighting, as in the paper's experiments, and not
    /// by stratification.</param>
    /// <param name="alpha">The weight of the mutual information.</param>
    /// <param name="gamma">The weight of the dimension-wise divergence.</param>
    /// <exception cref="ArgumentException">A weight is negative or not finite.</exception>
    public static VaeObjective Objective(double beta, long images, bool weighted = false, double alpha = 1,
        double gamma = 1)
    {
        Require.Weight(alpha, nameof(alpha));
        Require.Weight(beta, nameof(beta));
        Require.Weight(gamma, nameof(gamma));
        return step =>
        {
            var batch = step.Z.shape[0];
            using var weights = weighted ? MinibatchWeights.Weighted(batch, images, step.Z.device)
                : MinibatchWeights.Stratified(batch, images, step.Z.device);
            var (information, correlation, dimensions) =
                KlDecomposition.Estimate(step.Z, step.Mu, step.LogVar, weights);
            return new Loss(step.Reconstruction + alpha * information + beta * correlation + gamma * dimensions,
                ("reconstruction", step.Reconstruction), ("mutual information", information),
                ("total correlation", correlation), ("dimension KL", dimensions));
        };
    }
}
