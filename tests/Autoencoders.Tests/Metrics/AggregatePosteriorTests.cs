using static TorchSharp.torch;

namespace Autoencoders.Tests.Metrics;

public class AggregatePosteriorTests
{
    private static (Tensor Mu, Tensor LogVar) TwoPoints(double a, double sigma) =>
        (tensor(new[,] { { a }, { -a } }), full(2, 1, 2 * Math.Log(sigma), float64));

    // q(z|x) = N(±a, σ²): the integrals by quadrature in mpmath, to five digits
    [Theory]
    [InlineData(1, 0.5, 0.63272, 0.81815, 0.18543)]
    [InlineData(2, 0.3, 0.69315, 2.74897, 2.05583)]
    [InlineData(0, 1, 0, 0, 0)]
    public void Its_density_splits_the_divergence_of_two_points_as_known(double a, double sigma, double information,
        double mean, double aggregate)
    {
        var (mu, logVar) = TwoPoints(a, sigma);
        var z = linspace(-12, 12, 24_001, float64).unsqueeze(1);
        var log = AggregatePosterior.LogDensity(z, mu, logVar);
        var prior = -0.5 * z.squeeze(1).square() - 0.5 * Math.Log(2 * Math.PI);
        var divergence = (log.exp() * (log - prior)).sum().item<double>() * 24 / 24_000;
        Assert.Equal(1, log.exp().sum().item<double>() * 24 / 24_000, 1e-10);
        Assert.Equal(aggregate, divergence, 1e-5);
        Assert.Equal(mean, GaussianKl.ToStandardNormal(mu, logVar).mean().item<double>(), 1e-5);
        Assert.Equal(information, GaussianKl.ToStandardNormal(mu, logVar).mean().item<double>() - divergence, 2e-5);

        var split = AggregatePosterior.Split(mu, logVar, samples: 40_000, new Generator(1));
        Assert.Equal(information, split.MutualInformation, 0.02);
        Assert.Equal(aggregate, split.AggregateKl, 0.02);
        Assert.Equal(split.MeanKl, split.MutualInformation + split.AggregateKl, 1e-12);
    }

    [Fact]
    public void Posteriors_far_apart_tell_log_n()
    {
        // three portions
        var split = AggregatePosterior.Split(20 * arange(1200).to(float32).unsqueeze(1), zeros(1200, 1));
        Assert.Equal(Math.Log(1200), split.MutualInformation, 1e-5);
    }

    [Fact]
    public void In_many_dimensions_it_is_the_mixture_written_out()
    {
        manual_seed(1);
        var (z, mu, logVar) = (randn(7, 3, float64), randn(5, 3, float64), randn(5, 3, float64));
        var expected = DiagonalGaussian.LogDensity(z.unsqueeze(1), mu, logVar).logsumexp(1) - Math.Log(5);
        Assert.True(AggregatePosterior.LogDensity(z, mu, logVar).allclose(expected, atol: 1e-10));
    }

    [Fact]
    public void Other_shapes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => AggregatePosterior.LogDensity(zeros(3, 2), zeros(4, 3), zeros(4, 3)));
        Assert.Throws<ArgumentException>(() => AggregatePosterior.Split(zeros(4), zeros(4)));
    }
}
