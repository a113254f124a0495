using Autoencoders.Tests.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Metrics;

public class ImportanceSamplingTests
{
    private static Tensor Likelihood(Tensor x, Tensor output) =>
        Gaussian.NegativeLogLikelihood(x, output, LinearGaussian.Variance);

    [Fact]
    public void With_the_posterior_as_proposal_one_sample_is_exact()
    {
        var vae = new LinearGaussian(LinearGaussian.PosteriorMean, Math.Sqrt(LinearGaussian.PosteriorVariance));
        var log = ImportanceSampling.LogLikelihood(vae, full(5, 1, LinearGaussian.X, float64), Likelihood, samples: 1);
        Assert.Equal([5L], log.shape);
        Assert.All(log.data<double>(), value => Assert.Equal(LinearGaussian.LogEvidence, value, 1e-10));
    }

    [Fact]
    public void With_another_it_comes_close_with_many() => // the prior as proposal is the crudest
        Assert.Equal(LinearGaussian.LogEvidence, ImportanceSampling.LogLikelihood(
            new LinearGaussian(0, 1), full(1, 1, LinearGaussian.X, float64), Likelihood, 200_000,
            new Generator(2)).item<double>(), 0.02);

    [Fact]
    public void Images_in_several_portions_keep_their_places()
    {
        var x = linspace(-2, 3, 50, float64).unsqueeze(1);
        // 4 images at once
        var log = ImportanceSampling.LogLikelihood(new LinearGaussian(0.3, 0.9), x, Likelihood, 1000, new Generator(1));
        for (var i = 0; i < 50; i++)
        {
            var exact = -Math.Pow(x[i, 0].item<double>() - 0.5, 2) / (2 * 4.25) - 0.5 * Math.Log(2 * Math.PI * 4.25);
            Assert.InRange(log[i].item<double>(), exact - 0.6, exact + 0.6);
        }
    }

    [Fact]
    public void A_network_and_a_sum_over_all_codes_agree()
    {
        manual_seed(3);
        var vae = new DenseVae([3, 4], 1).to(float64);
        var x = tensor(new[,] { { 1.0, 0.0, 1.0 }, { 0.0, 0.0, 1.0 } });
        var z = linspace(-9, 9, 20_001, float64).unsqueeze(1);
        using var noGradient = no_grad();
        var prior = (-0.5 * z.squeeze(1).square()).exp() / Math.Sqrt(2 * Math.PI);
        var log = ImportanceSampling.LogLikelihood(vae, x, Bernoulli.NegativeLogProbability, 20_000, new Generator(4));
        for (var i = 0; i < 2; i++)
        {
            var likelihood = (-Bernoulli.NegativeLogProbability(x[i].expand(20_001, 3), vae.Decode(z))).exp();
            Assert.Equal(Math.Log((likelihood * prior).sum().item<double>() * 18 / 20_000),
                log[i].item<double>(), 0.01);
        }
    }

    [Fact]
    public void Grey_pixels_have_no_probability() =>
        Assert.Contains("0 or 1", Assert.Throws<ArgumentException>(() => ImportanceSampling.LogLikelihood(
            new DenseVae([3, 4], 1), full(1, 3, 0.5), Bernoulli.NegativeLogProbability, 2)).Message);
}
