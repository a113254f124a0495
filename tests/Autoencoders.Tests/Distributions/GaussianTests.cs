using static TorchSharp.torch;

namespace Autoencoders.Tests.Objectives;

public class GaussianTests
{
    [Fact]
    public void The_likelihood_is_minus_the_log_of_the_normal_density()
    {
        double[] x = [0.3, -1.2, 2.0], mean = [0, 0.5, 2.5];
        const double variance = 0.7;
        var density = x.Zip(mean, (value, centre) =>
            Math.Exp(-(value - centre) * (value - centre) / (2 * variance)) / Math.Sqrt(2 * Math.PI * variance))
            .Aggregate((a, b) => a * b);

        var nats = Gaussian.NegativeLogLikelihood(tensor(x).reshape(1, 3), tensor(mean).reshape(1, 3), variance);
        Assert.Equal(-Math.Log(density), nats.item<double>(), 1e-12);
    }

    [Fact]
    public void The_squared_error_is_summed_over_pixels_and_not_over_images()
    {
        var error = Gaussian.SquaredError(ones(3, 2, 2), zeros(3, 2, 2));
        Assert.Equal([3L], error.shape);
        Assert.All(error.data<float>(), value => Assert.Equal(4, value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_variance_that_is_not_positive_is_refused(double variance) =>
        Assert.Throws<ArgumentException>(() => Gaussian.NegativeLogLikelihood(zeros(1, 1), zeros(1, 1), variance));

    [Fact]
    public void A_variance_a_pixel_agrees_with_one_for_all_and_its_gradient_with_differences()
    {
        manual_seed(1);
        var (x, mean) = (randn(3, 4, float64), randn(3, 4, float64));
        var shared = Gaussian.NegativeLogLikelihood(x, mean, 0.7);
        Assert.True(Gaussian.NegativeLogLikelihood(x, mean, full_like(x, Math.Log(0.7))).allclose(shared, atol: 1e-12));
        FiniteDifferences.Agree(v => Gaussian.NegativeLogLikelihood(x, mean, v), randn(3, 4, float64));
    }
}
