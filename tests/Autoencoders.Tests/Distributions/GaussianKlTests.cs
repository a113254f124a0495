using static TorchSharp.torch;

namespace Autoencoders.Tests.Objectives;

public class GaussianKlTests
{
    private static (Tensor Mu, Tensor LogVar) Of(double mu, double sigma, ScalarType type) =>
        (tensor(new[,] { { mu } }, dtype: type), tensor(new[,] { { 2 * Math.Log(sigma) } }, dtype: type));

    // ½(μ² + σ² − ln σ² − 1), computed in exact arithmetic
    [Theory]
    [InlineData(0.5, 0.8, 0.125 + 0.5 * (0.64 + 0.44628710262841953 - 1))]
    [InlineData(1, 1, 0.5)]
    [InlineData(0, 2, 1.5 - 0.69314718055994531)]
    [InlineData(0, 0.5, 0.69314718055994531 - 0.375)]
    [InlineData(0, 1, 0)]
    public void To_the_standard_normal_it_has_the_known_values(double mu, double sigma, double expected)
    {
        var (m, v) = Of(mu, sigma, float64);
        Assert.Equal(expected, GaussianKl.ToStandardNormal(m, v).item<double>(), 1e-10);
        (m, v) = Of(mu, sigma, float32);
        Assert.Equal(expected, GaussianKl.ToStandardNormal(m, v).item<float>(), 1e-5);
    }

    [Theory]
    [InlineData(1, 2, -1, 0.5, 14.11370563888011)]
    [InlineData(-1, 0.5, 1, 2, 1.4175443611198906)]
    [InlineData(0, 0.01, 0, 0.01, 0)]
    public void Between_two_it_has_the_known_values(double mu0, double sigma0, double mu1, double sigma1,
        double expected)
    {
        var ((m0, v0), (m1, v1)) = (Of(mu0, sigma0, float64), Of(mu1, sigma1, float64));
        Assert.Equal(expected, GaussianKl.Between(m0, v0, m1, v1).item<double>(), 1e-10);
    }

    [Fact]
    public void To_a_normal_of_deviation_one_hundredth_the_constant_is_log_100_and_a_half()
    {
        const double Mu = 0.02, Sigma = 0.3;
        var ((m0, v0), (m1, v1)) = (Of(Mu, Sigma, float64), Of(0, 0.01, float64));
        Assert.Equal(5000 * (Mu * Mu + Sigma * Sigma) - Math.Log(Sigma)
            - 5.105170185988091, GaussianKl.Between(m0, v0, m1, v1).item<double>(), 1e-10);
    }

    [Fact]
    public void It_is_summed_over_dimensions_and_not_over_images()
    {
        manual_seed(1);
        var (mu, logVar) = (randn(5, 3, float64), randn(5, 3, float64));
        var parts = GaussianKl.PerDimension(mu, logVar);
        Assert.Equal([5L, 3L], parts.shape);
        Assert.True(GaussianKl.ToStandardNormal(mu, logVar).allclose(parts.sum(1)));
        Assert.True(GaussianKl.Between(mu, logVar, zeros_like(mu), zeros_like(mu)).allclose(parts.sum(1)));
    }

    [Fact]
    public void Its_gradients_are_those_of_differences()
    {
        manual_seed(2);
        var (mu, logVar, other) = (randn(3, 2, float64), randn(3, 2, float64), randn(3, 2, float64));
        FiniteDifferences.Agree(m => GaussianKl.ToStandardNormal(m, logVar), mu);
        FiniteDifferences.Agree(v => GaussianKl.ToStandardNormal(mu, v), logVar);
        FiniteDifferences.Agree(v => GaussianKl.Between(mu, logVar, other, v), logVar);
        FiniteDifferences.Agree(v => GaussianKl.Between(mu, v, other, logVar), logVar);
    }

    [Fact]
    public void To_each_of_many_it_is_the_divergence_of_each_pair()
    {
        manual_seed(3);
        var (mu, logVar, centres, widths) =
            (randn(5, 3, float64), randn(5, 3, float64), randn(4, 3, float64), randn(4, 3, float64));
        var all = GaussianKl.ToEach(mu, logVar, centres, widths);
        Assert.Equal([5L, 4L], all.shape);
        for (var c = 0; c < 4; c++)
            Assert.True(all.select(1, c)
                .allclose(GaussianKl.Between(mu, logVar, centres[c].expand(5, 3), widths[c].expand(5, 3)),
                    1e-10, 1e-10));
        FiniteDifferences.Agree(v => GaussianKl.ToEach(mu, v, centres, widths), logVar);
        FiniteDifferences.Agree(w => GaussianKl.ToEach(mu, logVar, centres, w), widths);
    }

    [Fact]
    public void Shapes_that_would_broadcast_are_refused() =>
        Assert.Contains("(3, 1)",
            Assert.Throws<ArgumentException>(() => GaussianKl.ToStandardNormal(zeros(3, 2), zeros(3, 1))).Message);
}
