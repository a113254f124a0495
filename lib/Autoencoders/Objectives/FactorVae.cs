using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// FactorVAE (Kim and Mnih 2018): −log p(x|z) + KL + γ TC, the total correlation KL(q(z) ‖ Π q(z_j)) read off a
/// discriminator that learns to tell codes from codes whose dimensions were shuffled: where it is at its best, its
/// logit is log q(z) − Σ log q(z_j).
/// </summary>
/// <remarks>Chapter 11, <i>One family</i>.</remarks>
public static class FactorVae
{
    /// <summary>
    /// The model's objective. Terms "reconstruction", "KL" and "total correlation". Gradients flow through the
    /// discriminator into the codes; its own parameters are trained by <see cref="DiscriminatorLoss"/>, not by this.
    /// </summary>
    /// <param name="gamma">γ; 10 to 100 in the paper.</param>
    /// <param name="discriminator">Codes to the logit that they were not shuffled: (b, k) to (b) or (b, 1).</param>
    /// <exception cref="ArgumentException">γ is negative or not finite.</exception>
    public static VaeObjective Objective(double gamma, Func<Tensor, Tensor> discriminator)
    {
        Require.Weight(gamma, nameof(gamma));
        return step =>
        {
            var (kl, correlation) = (step.Kl(), discriminator(step.Z).reshape(-1));
            Require.SameShape(correlation, kl, "the discriminator's output", "KL");
            return new Loss(step.Reconstruction + kl + gamma * correlation,
                ("reconstruction", step.Reconstruction), ("KL", kl), ("total correlation", correlation));
        };
    }

    /// <summary>
    /// The discriminator's cross-entropy in nats, a scalar: codes (b, k) against other codes shuffled, each side with
    /// weight ½. log 2 means that it cannot tell them apart. Neither gets a gradient.
    /// </summary>
    /// <param name="discriminator">Codes to the logit that they were not shuffled.</param>
    /// <param name="codes">Samples of q(z|x) of one batch.</param>
    /// <param name="shuffled">Samples of another batch, shuffled by <see cref="Shuffled"/>.</param>
    public static Tensor DiscriminatorLoss(Func<Tensor, Tensor> discriminator, Tensor codes, Tensor shuffled)
    {
        var (real, fake) = (discriminator(codes.detach()).reshape(-1), discriminator(shuffled.detach()).reshape(-1));
        return 0.5 * (nn.functional.softplus(-real).mean() + nn.functional.softplus(fake).mean());
    }

    /// <summary>
    /// Codes with each dimension in an order of its own, (b, k) to (b, k): nearly samples of Π q(z_j) if the batch is
    /// large.
    /// </summary>
    public static Tensor Shuffled(Tensor codes, Generator? generator = null)
    {
        Require.Codes(codes, nameof(codes));
        using var scope = NewDisposeScope();
        var order = rand(codes.shape, float32, codes.device, generator: generator).argsort(0);
        return codes.detach().gather(0, order).MoveToOuterDisposeScope();
    }
}
