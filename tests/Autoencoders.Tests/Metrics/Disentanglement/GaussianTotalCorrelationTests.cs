using static TorchSharp.torch;

namespace Autoencoders.Tests.Metrics.Disentanglement;

public class GaussianTotalCorrelationTests
{
    /// <summary>
    /// Two codes with correlation ρ: −½ ln(1 − ρ²). The four points have covariance ((1, ρ), (ρ, 1)) exactly.
    /// </summary>
    [Theory]
    [InlineData(0.5, 0.143841)]
    [InlineData(0.9, 0.830366)]
    [InlineData(0, 0)]
    public void Two_codes_have_the_closed_form(double rho, double nats)
    {
        var z = tensor(new[,] { { 1.0, 1 }, { 1, -1 }, { -1, 1 }, { -1, -1 } });         // covariance I
        var mu = z.matmul(tensor(new[,] { { 1, rho }, { 0, Math.Sqrt(1 - rho * rho) } }));
        Assert.Equal(nats, GaussianTotalCorrelation.Compute(mu, full_like(mu, -40)), 1e-6);
        // Posteriors as wide as the means are spread halve the correlation.
        Assert.Equal(-0.5 * Math.Log(1 - rho * rho / 4), GaussianTotalCorrelation.Compute(mu, zeros_like(mu)), 1e-9);
    }

    [Fact]
    public void Too_few_images_and_numbers_that_are_not_finite_are_refused()
    {
        Assert.Contains("more images",
            Assert.Throws<ArgumentException>(() => GaussianTotalCorrelation.Compute(zeros(3, 3), zeros(3, 3))).Message);
        Assert.Throws<ArgumentException>(
            () => GaussianTotalCorrelation.Compute(full(4, 2, double.NaN), zeros(4, 2, float64)));
    }
}
