using static TorchSharp.torch;

namespace Autoencoders.Tests.Objectives;

public class DiagonalGaussianTests
{
    [Fact]
    public void The_density_is_the_product_of_normal_densities()
    {
        double[] z = [0.3, -1.2], mu = [0, 0.5], sigma = [0.5, 2];
        var density = z.Select((value, i) =>
            Math.Exp(-Math.Pow((value - mu[i]) / sigma[i], 2) / 2) / (sigma[i] * Math.Sqrt(2 * Math.PI)))
            .Aggregate((a, b) => a * b);
        var log = DiagonalGaussian.LogDensity(tensor(z).reshape(1, 2), tensor(mu).reshape(1, 2),
            2 * tensor(sigma).log().reshape(1, 2));
        Assert.Equal(Math.Log(density), log.item<double>(), 1e-10);
    }

    [Fact]
    public void Many_samples_meet_one_mean_each()
    {
        manual_seed(1);
        var (z, mu, logVar) = (randn(4, 3, 2), randn(3, 2), randn(3, 2));
        var all = DiagonalGaussian.LogDensity(z, mu, logVar);
        Assert.Equal([4L, 3L], all.shape);
        Assert.True(all[2].allclose(DiagonalGaussian.LogDensity(z[2], mu, logVar)));
    }

    /// <summary>
    /// Multiplied out, far from the origin, the squares are a million times the distance between them.
    /// </summary>
    [Fact]
    public void Far_from_the_origin_the_densities_of_all_means_are_those_of_each()
    {
        manual_seed(2);
        var (z, mu, logVar) = (20_000 + randn(5, 3), 20_000 + randn(4, 3), randn(4, 3));
        var all = DiagonalGaussian.LogDensities(z, mu, logVar); // (5, 4)
        var each =
            stack(
                [.. Enumerable.Range(0, 4)
                    .Select(c => DiagonalGaussian.LogDensity(z, mu[c].expand(5, 3), logVar[c].expand(5, 3)))], 1);
        Assert.True(all.allclose(each, rtol: 1e-4, atol: 1e-3));
    }

    [Fact]
    public void Samples_have_the_mean_and_the_variance_and_follow_their_generator()
    {
        var (mu, logVar) = (full(100_000, 2, 0.7, float64), full(100_000, 2, Math.Log(0.09), float64));
        using var generator = new Generator(3);
        var z = DiagonalGaussian.Sample(mu, logVar, generator);
        Assert.Equal(0.7, z.mean().item<double>(), 0.004);
        Assert.Equal(0.3, z.std().item<double>(), 0.003);
        using var again = new Generator(3);
        Assert.True(z.eq(DiagonalGaussian.Sample(mu, logVar, again)).all().item<bool>());
    }

    [Fact]
    public void Gradients_reach_the_mean_unchanged_and_the_deviation_times_the_noise()
    {
        var (mu, logVar) = (tensor(new[,] { { 0.3, -1.0 } }, requires_grad: true),
            tensor(new[,] { { 0.2, -0.4 } }, requires_grad: true));
        double[] eps = [0.7, -1.3];
        DiagonalGaussian.At(mu, logVar, tensor(eps).reshape(1, 2)).square().sum().backward();
        for (var j = 0; j < 2; j++)
        {
            var sigma = Math.Exp(logVar[0, j].item<double>() / 2);
            var dz = 2 * (mu[0, j].item<double>() + sigma * eps[j]);
            Assert.Equal(dz, mu.grad![0, j].item<double>(), 1e-12);
            Assert.Equal(dz * eps[j] * sigma / 2, logVar.grad![0, j].item<double>(), 1e-12); // dσ/d(log σ²) = σ/2
        }
    }

    [Fact]
    public void Every_code_under_every_Gaussian_is_the_density_of_each_pair()
    {
        manual_seed(4);
        var (z, mu, logVar) = (randn(2, 5, 3, float64), randn(4, 3, float64), randn(4, 3, float64));
        var all = DiagonalGaussian.LogDensities(z, mu, logVar);
        Assert.Equal([2L, 5L, 4L], all.shape);
        for (var c = 0; c < 4; c++)
            Assert.True(all.select(2, c).allclose(DiagonalGaussian.LogDensity(z, mu[c], logVar[c]), 1e-10, 1e-10));
        FiniteDifferences.Agree(v => DiagonalGaussian.LogDensities(z, mu, v), logVar);
        Assert.Contains("(K, k)",
            Assert.Throws<ArgumentException>(() => DiagonalGaussian.LogDensities(z, mu[0], logVar[0])).Message);
    }

    [Fact]
    public void Other_dimensions_are_refused() =>
        Assert.Contains("last dimension",
            Assert.Throws<ArgumentException>(
                () => DiagonalGaussian.LogDensity(zeros(3, 4), zeros(3, 2), zeros(3, 2))).Message);
}
