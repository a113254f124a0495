using static TorchSharp.torch;

namespace Autoencoders.Tests.Priors;

public class StandardNormalTests
{
    [Fact]
    public void Its_log_density_is_known()
    {
        var log = new StandardNormal(2).LogDensity(tensor(new[,] { { 0.0, 0.0 }, { 1.0, -2.0 } }));
        Assert.Equal(-Math.Log(2 * Math.PI), log[0].item<double>(), 1e-12);
        Assert.Equal(-Math.Log(2 * Math.PI) - 2.5, log[1].item<double>(), 1e-12);
    }

    [Fact]
    public void Its_samples_have_mean_0_and_covariance_1()
    {
        using var generator = new Generator(1);
        var z = new StandardNormal(3).Sample(50_000, generator);
        Assert.Equal([50_000L, 3L], z.shape);
        Assert.True(z.mean([0L]).abs().max().item<float>() < 0.02);
        Assert.True((z.t().matmul(z) / 50_000 - eye(3)).abs().max().item<float>() < 0.03);
    }

    [Fact]
    public void Other_dimensions_are_refused() =>
        Assert.Contains("(4, 3)",
            Assert.Throws<ArgumentException>(() => new StandardNormal(2).LogDensity(zeros(4, 3))).Message);
}
