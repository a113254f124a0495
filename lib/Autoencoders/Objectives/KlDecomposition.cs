using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The divergence to the prior N(0, I) in three parts (Hoffman and Johnson 2016; Chen, Li, Grosse and Duvenaud 2018,
/// equation 2), one sample of each for each image, in nats:
/// <code>
/// index-code mutual information   log q(z|x) − log q(z)
/// total correlation               log q(z) − Σ_j log q(z_j)
/// dimension-wise KL               Σ_j log q(z_j) − log p(z)
/// </code>
/// q(z) and q(z_j) are estimated from the batch. Whatever the estimates are, the parts add up to log q(z|x) − log p(z):
/// an error in one is the opposite error in another, and the sum does not show it.
/// </summary>
/// <remarks>Chapter 11, <i>Three parts of the divergence</i>.</remarks>
/// <param name="MutualInformation">Samples of I(x; z), (b).</param>
/// <param name="TotalCorrelation">Samples of KL(q(z) ‖ Π q(z_j)), (b).</param>
/// <param name="DimensionKl">Samples of Σ_j KL(q(z_j) ‖ p(z_j)), (b).</param>
public sealed record KlDecomposition(Tensor MutualInformation, Tensor TotalCorrelation, Tensor DimensionKl)
{
    /// <summary>Splits the divergence of a batch: z, μ and log σ² are (b, k).</summary>
    /// <param name="z">One sample of q(z|x) for each image.</param>
    /// <param name="mu">The means.</param>
    /// <param name="logVar">The log-variances.</param>
    /// <param name="logWeights">The logarithms of the weights that make q(z) of the batch, (b, b), of
    /// <see cref="MinibatchWeights"/>.</param>
    /// <exception cref="ArgumentException">The shapes do not belong together.</exception>
    public static KlDecomposition Estimate(Tensor z, Tensor mu, Tensor logVar, Tensor logWeights)
    {
        Require.Codes(z, nameof(z));
        Require.SameShape(z, mu, nameof(z), nameof(mu));
        Require.SameShape(mu, logVar, nameof(mu), nameof(logVar));
        if (logWeights.dim() != 2 || logWeights.shape[0] != z.shape[0] || logWeights.shape[1] != z.shape[0])
            throw new ArgumentException($"A batch of {z.shape[0]} has weights ({z.shape[0]}, {z.shape[0]}); these "
                + $"are ({string.Join(", ", logWeights.shape)}).", nameof(logWeights));
        using var scope = NewDisposeScope();
        // log q(z_i|x_j) of each dimension, (b, b, k)
        var v = logVar.unsqueeze(0);
        var each = -0.5 * ((z.unsqueeze(1) - mu.unsqueeze(0)).square() * (-v).exp() + v + Math.Log(2 * Math.PI));
        var weights = logWeights.to(z.dtype).to(z.device);
        var all = (each.sum(2L) + weights).logsumexp(1);                        // log q(z_i), (b)
        var single = (each + weights.unsqueeze(2)).logsumexp(1).sum(1L);        // Σ_j log q(z_ij), (b)
        var conditional = DiagonalGaussian.LogDensity(z, mu, logVar);
        var prior = -0.5 * (z.square() + Math.Log(2 * Math.PI)).sum(1L);
        return new((conditional - all).MoveToOuterDisposeScope(), (all - single).MoveToOuterDisposeScope(),
            (single - prior).MoveToOuterDisposeScope());
    }

    /// <summary>The sum of the parts, log q(z|x) − log p(z), (b): a sample of the divergence.</summary>
    public Tensor Sum() => MutualInformation + TotalCorrelation + DimensionKl;
}
