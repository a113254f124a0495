using static TorchSharp.torch;

namespace Autoencoders.Tests.Objectives;

public class IwaeTests
{
    [Fact]
    public void The_bound_is_the_log_of_the_mean_weight()
    {
        double[,] weights = { { 0.2, 0.5, 1.1 }, { 1e-3, 2, 4 } };
        var bound = Iwae.Bound(tensor(weights).log());
        Assert.Equal(Math.Log((0.2 + 0.5 + 1.1) / 3), bound[0].item<double>(), 1e-12);
        Assert.Equal(Math.Log((1e-3 + 2 + 4) / 3), bound[1].item<double>(), 1e-12);
    }

    [Fact]
    public void Weights_too_small_for_a_number_still_have_a_mean() =>
        Assert.Equal(-2000 + Math.Log(0.5), Iwae.Bound(tensor(new[,] { { -2000.0, -3000.0 } })).item<double>(), 1e-9);

    [Fact]
    public void Groups_of_one_are_the_mean_of_the_log_and_what_is_left_over_is_not_used()
    {
        var log = tensor(new[,] { { 1.0, 2.0, 4.0, 100.0 } });
        Assert.Equal((1.0 + 2 + 4 + 100) / 4, Iwae.Bound(log, 1).item<double>(), 1e-12);
        Assert.Equal(Math.Log((Math.E + Math.Exp(2) + Math.Exp(4)) / 3), Iwae.Bound(log, 3).item<double>(), 1e-12);
    }

    // L_K of q = N(0.5, 0.3²); L_1 is the ELBO, exactly known
    [Theory]
    [InlineData(1, -1.89976416, 0.01)]
    [InlineData(5, -1.823, 0.006)]
    [InlineData(50, -1.8121, 0.003)]
    [InlineData(500, -1.8118, 0.003)]
    public void It_rises_with_the_number_of_samples_to_the_evidence(int k, double expected, double tolerance)
    {
        using var generator = new Generator(1);
        var x = full(400, 1, LinearGaussian.X, float64);
        var weights = ImportanceSampling.LogWeights(new LinearGaussian(0.5, 0.3), x,
            (pixels, output) => Gaussian.NegativeLogLikelihood(pixels, output, LinearGaussian.Variance),
            500, generator);
        Assert.Equal(expected, Iwae.Bound(weights, k).mean().item<double>(), tolerance);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("(n, K)", Assert.Throws<ArgumentException>(() => Iwae.Bound(zeros(3))).Message);
        Assert.Contains("no group of 5", Assert.Throws<ArgumentException>(() => Iwae.Bound(zeros(3, 4), 5)).Message);
    }
}
