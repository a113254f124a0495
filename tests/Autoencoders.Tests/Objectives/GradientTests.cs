using static TorchSharp.torch;

namespace Autoencoders.Tests.Objectives;

/// <summary>
/// Gradients of the objectives whose own tests compare values alone, by finite differences in double precision.
/// </summary>
public class GradientTests
{
    private static readonly Tensor Images = Drawn(1).sigmoid(), Mean = Drawn(2), LogVar = 0.3 * Drawn(3), Z = Drawn(4);

    [Fact]
    public void Bernoulli_by_its_logits()
    {
        FiniteDifferences.Agree(a => Bernoulli.NegativeLogLikelihood(Images, a), Mean);
        FiniteDifferences.Agree(a => Bernoulli.NegativeLogProbability(Images.round(), a), Mean);
    }

    [Fact]
    public void Bernoulli_divergence_by_the_second_coin() =>
    FiniteDifferences.Agree(q => Bernoulli.KullbackLeibler(Images, q), Mean.sigmoid());

    [Fact]
    public void Gaussian_by_its_mean()
    {
        FiniteDifferences.Agree(mean => Gaussian.NegativeLogLikelihood(Images, mean, 0.3), Mean);
        FiniteDifferences.Agree(mean => Gaussian.NegativeLogLikelihood(Images, mean, LogVar), Mean);
        FiniteDifferences.Agree(mean => Gaussian.SquaredError(Images, mean), Mean);
    }

    [Fact]
    public void Diagonal_Gaussian_by_all_it_is_given()
    {
        FiniteDifferences.Agree(z => DiagonalGaussian.LogDensity(z, Mean, LogVar), Z);
        FiniteDifferences.Agree(mean => DiagonalGaussian.LogDensity(Z, mean, LogVar), Mean);
        FiniteDifferences.Agree(logVar => DiagonalGaussian.LogDensity(Z, Mean, logVar), LogVar);
        FiniteDifferences.Agree(logVar => DiagonalGaussian.At(Mean, logVar, Z), LogVar); // the reparameterised sample
    }

    [Fact]
    public void Categorical_by_its_logits() =>
    FiniteDifferences.Agree(a => Categorical.NegativeLogLikelihood(tensor(new long[] { 0, 3, 1 }), a), Mean);

    [Fact]
    public void Autoregressive_by_its_logits() =>
        FiniteDifferences.Agree(a =>
            Autoregressive.NegativeLogLikelihood(tensor(new long[,,] { { { 0, 2 } }, { { 1, 1 } } }),
                a.reshape(2, 3, 1, 2)), Mean);

    [Fact]
    public void Importance_weighted_bounds_by_the_weights()
    {
        FiniteDifferences.Agree(w => Iwae.Bound(w), Mean);
        FiniteDifferences.Agree(w => Iwae.Bound(w, 2), Mean);
    }

    [Fact]
    public void Sampled_bound_by_the_sample_and_the_posterior()
    {
        var prior = new StandardNormal(4);
        Tensor Bound(Tensor z, Tensor mu, Tensor logVar) =>
            Elbo.SampledLoss(Images, 2 * z, z, mu, logVar, Bernoulli.NegativeLogLikelihood, prior).Total;
        FiniteDifferences.Agree(z => Bound(z, Mean, LogVar), Z);
        FiniteDifferences.Agree(mu => Bound(Z, mu, LogVar), Mean);
        FiniteDifferences.Agree(logVar => Bound(Z, Mean, logVar), LogVar);
    }

    [Fact]
    public void Sparsity_by_the_codes()
    {
        FiniteDifferences.Agree(Sparsity.L1, Mean);
        FiniteDifferences.Agree(z => Sparsity.KullbackLeibler(z, 0.1), Images);
    }

    private static Tensor Drawn(ulong seed)
    {
        using var generator = new Generator(seed);
        return randn([3, 4], dtype: float64, generator: generator);
    }
}
