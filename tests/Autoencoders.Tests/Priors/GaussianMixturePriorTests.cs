using static TorchSharp.torch;

namespace Autoencoders.Tests.Priors;

public class GaussianMixturePriorTests
{
    private static readonly double[] Weights = [0.25, 0.75];
    private static readonly double[,] Means = { { 0, 1 }, { -2, 0.5 } };
    private static readonly double[,] Variances = { { 1, 0.25 }, { 0.5, 2 } };

    private static GaussianMixturePrior Prior() => new(tensor(Weights), tensor(Means), tensor(Variances));

    private static double Normal(double z, double mean, double variance) =>
        Math.Exp(-(z - mean) * (z - mean) / (2 * variance)) / Math.Sqrt(2 * Math.PI * variance);

    [Fact]
    public void Nothing_is_drawn_from_components_that_are_no_numbers()
    {
        using var prior = new GaussianMixturePrior(ones(2), randn(2, 3), ones(2, 3));
        using (no_grad()) prior.parameters().First().fill_(float.NaN);
        Assert.Contains("finite", Assert.Throws<ArgumentException>(() => prior.Sample(4)).Message);
    }

    [Fact]
    public void Its_density_is_the_sum_over_components()
    {
        double[,] z = { { 0.3, -0.7 }, { -1.5, 2 }, { 4, 4 } };
        var found = Prior().LogDensity(tensor(z));
        var shares = Prior().Responsibilities(tensor(z));
        for (var i = 0; i < 3; i++)
        {
            var parts = Enumerable.Range(0, 2)
                .Select(c => Weights[c] * Normal(z[i, 0], Means[c, 0], Variances[c, 0])
                    * Normal(z[i, 1], Means[c, 1], Variances[c, 1])).ToArray();
            Assert.Equal(Math.Log(parts.Sum()), found[i].item<double>(), 1e-10);
            Assert.Equal(parts[0] / parts.Sum(), shares[i, 0].item<double>(), 1e-10);
        }
    }

    [Fact]
    public void One_standard_normal_component_is_the_standard_normal()
    {
        manual_seed(1);
        var z = randn(3, 4, 5, float64);
        var one = new GaussianMixturePrior(ones(1, float64), zeros(1, 5, float64), ones(1, 5, float64));
        Assert.True(one.LogDensity(z).allclose(new StandardNormal(5).LogDensity(z), 1e-12, 1e-12));
    }

    [Fact]
    public void Weights_are_normalised_and_its_parameters_are_trained()
    {
        var prior = new GaussianMixturePrior(tensor([1.0, 3.0]), tensor(Means), tensor(Variances));
        Assert.Equal(Weights[1], prior.LogWeights.exp()[1].item<double>(), 1e-12);
        Assert.Equal(3, prior.parameters().Count());
        prior.LogDensity(zeros(2, 2, float64)).sum().backward();
        Assert.All(prior.parameters(), parameter => Assert.True(parameter.grad!.abs().sum().item<double>() > 0));
    }

    [Fact]
    public void Samples_have_the_mixtures_moments_and_follow_their_generator()
    {
        using var generator = new Generator(2);
        var z = Prior().Sample(100_000, generator);
        Assert.Equal([100_000L, 2L], z.shape);
        Assert.Equal(-1.5, z.select(1, 0).mean().item<double>(), 0.02);
        Assert.Equal(0.25 * (1 + 0) + 0.75 * (0.5 + 4) - 2.25, z.select(1, 0).var().item<double>(), 0.03);
        using var again = new Generator(2);
        Assert.True(z.eq(Prior().Sample(100_000, again)).all().item<bool>());
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("positive",
            Assert.Throws<ArgumentException>(
                () => new GaussianMixturePrior(tensor([0.0, 1.0]), tensor(Means), tensor(Variances))).Message);
        Assert.Contains("(2)",
            Assert.Throws<ArgumentException>(
                () => new GaussianMixturePrior(ones(3, float64), tensor(Means), tensor(Variances))).Message);
        Assert.Throws<ArgumentException>(() => Prior().LogDensity(zeros(4, 3, float64)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Prior().Sample(0));
    }
}
