using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// DIP-VAE (Kumar, Sattigeri and Balakrishnan 2018): the codes' covariance over the batch is drawn towards the
/// identity,
/// <code>−log p(x|z) + KL + λ_od Σ_{i≠j} C_ij² + λ_d Σ_i (C_ii − 1)²</code>
/// with C = Cov[μ(x)] in version I and C = Cov[μ(x)] + E[diag σ²(x)], the covariance of z itself, in version II.
/// Covariances have the divisor b.
/// </summary>
/// <remarks>Chapter 11, <i>One family</i>.</remarks>
public static class DipVae
{
    /// <summary>
    /// Version I; λ_d is 10 λ_od in the paper. Terms "reconstruction", "KL", "off diagonal" and "diagonal".
    /// </summary>
    /// <exception cref="ArgumentException">A weight is negative or not finite.</exception>
    public static VaeObjective ObjectiveI(double offDiagonal, double diagonal) =>
        Objective(offDiagonal, diagonal, step => Covariance(step.Mu));

    /// <summary>
    /// Version II; λ_d = λ_od in the paper. Terms "reconstruction", "KL", "off diagonal" and "diagonal".
    /// </summary>
    /// <exception cref="ArgumentException">A weight is negative or not finite.</exception>
    public static VaeObjective ObjectiveII(double offDiagonal, double diagonal) =>
        Objective(offDiagonal, diagonal, step => Covariance(step.Mu) + diag(step.LogVar.exp().mean([0L])));

    /// <summary>The covariance of rows with the divisor b: (b, k) to (k, k).</summary>
    /// <exception cref="ArgumentException">The codes are no matrix.</exception>
    public static Tensor Covariance(Tensor codes)
    {
        Require.Codes(codes, nameof(codes));
        var centred = codes - codes.mean([0L]);
        return centred.t().mm(centred) / codes.shape[0];
    }

    private static VaeObjective Objective(double offDiagonal, double diagonal, Func<VaeStep, Tensor> covariance)
    {
        Require.Weight(offDiagonal, nameof(offDiagonal));
        Require.Weight(diagonal, nameof(diagonal));
        return step =>
        {
            var (kl, matrix) = (step.Kl(), covariance(step));       // (b), (k, k)
            var variances = matrix.diagonal();
            var off = matrix.square().sum() - variances.square().sum();
            var on = (variances - 1).square().sum();
            return new Loss(step.Reconstruction + kl + offDiagonal * off + diagonal * on,
                ("reconstruction", step.Reconstruction), ("KL", kl), ("off diagonal", off.expand_as(kl)),
                ("diagonal", on.expand_as(kl)));
        };
    }
}
