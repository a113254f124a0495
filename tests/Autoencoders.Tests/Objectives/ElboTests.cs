using static TorchSharp.torch;

namespace Autoencoders.Tests.Objectives;

public class ElboTests
{
    private static Tensor Likelihood(Tensor x, Tensor output) =>
        Gaussian.NegativeLogLikelihood(x, output, LinearGaussian.Variance);

    /// <summary>The mean over q by quadrature: the estimators at 4,001 values of ε, weighted by its density.</summary>
    private static double Mean(IVae vae, Func<Tensor, Tensor, Tensor, Tensor, Tensor> estimate)
    {
        using var scope = NewDisposeScope();
        var eps = linspace(-12, 12, 4001, float64).unsqueeze(1);
        var x = full_like(eps, LinearGaussian.X);
        var (mu, logVar) = vae.Encode(x);
        var z = DiagonalGaussian.At(mu, logVar, eps);
        return (estimate(x, z, mu, logVar) * new StandardNormal(1).LogDensity(eps).exp()).sum()
            .item<double>() * 24 / 4000;
    }

    [Theory]
    // √(1/17): the posterior itself, the bound is tight
    [InlineData(LinearGaussian.PosteriorMean, 0.24253562503633297, -1.811809789378718)]
    [InlineData(0, 1, -11.105791352644727)]
    [InlineData(0.5, 0.3, -1.8997641569706634)]
    public void Both_estimators_have_the_known_mean(double mu, double sigma, double expected)
    {
        var vae = new LinearGaussian(mu, sigma);
        var b = Mean(vae, (x, z, m, v) => Elbo.Loss(x, vae.Decode(z), m, v, Likelihood).Total);
        var a =
            Mean(vae, (x, z, m, v) =>
                Elbo.SampledLoss(x, vae.Decode(z), z, m, v, Likelihood, new StandardNormal(1)).Total);
        Assert.Equal(expected, -b, 1e-8);
        Assert.Equal(expected, -a, 1e-8);
    }

    [Fact]
    public void With_the_posterior_as_encoder_estimator_A_has_no_variance_at_all()
    {
        var vae = new LinearGaussian(LinearGaussian.PosteriorMean, Math.Sqrt(LinearGaussian.PosteriorVariance));
        var x = full(50, 1, LinearGaussian.X, float64);
        var (mu, logVar) = vae.Encode(x);
        var z = DiagonalGaussian.Sample(mu, logVar);
        var a = Elbo.SampledLoss(x, vae.Decode(z), z, mu, logVar, Likelihood, new StandardNormal(1)).Total;
        Assert.Equal(-LinearGaussian.LogEvidence, a.min().item<double>(), 1e-10);
        Assert.Equal(-LinearGaussian.LogEvidence, a.max().item<double>(), 1e-10);
    }

    [Fact]
    public void The_terms_are_the_likelihood_and_the_divergence_and_beta_weighs_the_second()
    {
        manual_seed(1);
        var (x, output, mu, logVar) = (rand(4, 6), randn(4, 6), randn(4, 2), randn(4, 2));
        var loss = Elbo.Loss(x, output, mu, logVar, Bernoulli.NegativeLogLikelihood, beta: 4);
        var (reconstruction, kl) =
            (Bernoulli.NegativeLogLikelihood(x, output), GaussianKl.ToStandardNormal(mu, logVar));
        Assert.Equal(["reconstruction", "KL"], loss.Terms.Select(term => term.Name));
        Assert.True(loss.Terms[0].Value.eq(reconstruction).all().item<bool>());
        Assert.True(loss.Terms[1].Value.eq(kl).all().item<bool>());
        Assert.True(loss.Total.allclose(reconstruction + 4 * kl));
    }

    [Fact]
    public void Its_gradients_are_those_of_differences()
    {
        manual_seed(2);
        var (x, output, mu, logVar) =
            (rand(3, 4, float64), randn(3, 4, float64), randn(3, 2, float64), randn(3, 2, float64));
        FiniteDifferences.Agree(o => Elbo.Loss(x, o, mu, logVar, Bernoulli.NegativeLogLikelihood).Total, output);
        FiniteDifferences.Agree(m => Elbo.Loss(x, output, m, logVar, Bernoulli.NegativeLogLikelihood, 2).Total, mu);
        var eps = randn(3, 2, float64);
        var matrix = randn(2, 4, float64);
        FiniteDifferences.Agree(v =>
        {
            var z = DiagonalGaussian.At(mu, v, eps);
            return Elbo.SampledLoss(x, z.matmul(matrix), z, mu, v, Bernoulli.NegativeLogLikelihood,
                new StandardNormal(2)).Total;
        }, logVar);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        var (x, code) = (rand(3, 4), zeros(3, 2));
        Assert.Contains("beta",
            Assert.Throws<ArgumentOutOfRangeException>(
                () => Elbo.Loss(x, x, code, code, Bernoulli.NegativeLogLikelihood, -1)).Message);
        Assert.Throws<ArgumentException>(
            () => Elbo.Loss(x, x, zeros(2, 2), zeros(2, 2), Bernoulli.NegativeLogLikelihood));
    }
}
