namespace Autoencoders;

/// <summary>
/// The controlled capacity (Burgess et al. 2018, equation 8): −log p(x|z) + γ |KL − C|, where C, in nats, rises slowly
/// with the step. The divergence is held near C, so that the most useful factor is let through first, then the next.
/// The distance is taken of the batch's mean divergence, not image by image: each image may use as much as it needs.
/// </summary>
/// <remarks>Chapter 11, <i>A capacity that grows</i>.</remarks>
public static class CapacityVae
{
    /// <summary>The objective. Terms "reconstruction", "KL" and "capacity", which is C.</summary>
    /// <param name="gamma">γ, large: 1000 in the paper.</param>
    /// <param name="capacity">C in nats as a function of the step, such as <see cref="WeightSchedule.Linear"/> from 0
    /// to 25.</param>
    /// <exception cref="ArgumentException">γ is negative or not finite.</exception>
    public static VaeObjective Objective(double gamma, Func<long, double> capacity)
    {
        Require.Weight(gamma, nameof(gamma));
        return step =>
        {
            var (kl, room) = (step.Kl(), capacity(step.Step));
            var distance = (kl.mean() - room).abs();                // ()
            return new Loss(step.Reconstruction + gamma * distance,
                ("reconstruction", step.Reconstruction), ("KL", kl),
                ("capacity", TorchSharp.torch.full_like(kl, room)));
        };
    }
}
