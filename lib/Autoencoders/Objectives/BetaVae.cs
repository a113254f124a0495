namespace Autoencoders;

/// <summary>
/// The β-VAE (Higgins et al. 2017): −log p(x|z) + β KL(q(z|x) ‖ p(z)). With β = 1 it is the negative ELBO.
/// </summary>
/// <remarks>Chapter 11, <i>A first β-VAE</i>.</remarks>
public static class BetaVae
{
    /// <summary>The objective with one β. Terms "reconstruction" and "KL".</summary>
    /// <exception cref="ArgumentException">β is negative or not finite.</exception>
    public static VaeObjective Objective(double beta)
    {
        Require.Weight(beta, nameof(beta));
        return Objective(WeightSchedule.Constant(beta));
    }

    /// <summary>The objective with a β that changes with the step.</summary>
    public static VaeObjective Objective(Func<long, double> beta) => step =>
    {
        var kl = step.Kl();
        return new Loss(step.Reconstruction
            + beta(step.Step) * kl, ("reconstruction", step.Reconstruction), ("KL", kl));
    };
}
