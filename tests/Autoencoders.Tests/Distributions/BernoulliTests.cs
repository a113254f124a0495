using static TorchSharp.torch;

namespace Autoencoders.Tests.Objectives;

public class BernoulliTests
{
    private static readonly double[,] Pixels = { { 0, 1, 0.25, 0.9 }, { 0.5, 0.5, 1, 0 } };
    private static readonly double[,] Logits = { { -2, 3, 0.5, 1.5 }, { 0, -1, 8, -7 } };

    [Fact]
    public void The_likelihood_is_the_sum_of_the_pixels_log_probabilities()
    {
        var nats = Bernoulli.NegativeLogLikelihood(tensor(Pixels), tensor(Logits));
        for (var i = 0; i < 2; i++)
        {
            var expected = 0.0;
            for (var j = 0; j < 4; j++)
            {
                var p = 1 / (1 + Math.Exp(-Logits[i, j]));
                expected -= Pixels[i, j] * Math.Log(p) + (1 - Pixels[i, j]) * Math.Log(1 - p);
            }
            Assert.Equal(expected, nats[i].item<double>(), 1e-9);
        }
    }

    [Fact]
    public void Its_gradient_is_probability_minus_pixel()
    {
        var logits = tensor(Logits, requires_grad: true);
        Bernoulli.NegativeLogLikelihood(tensor(Pixels), logits).sum().backward();
        for (var i = 0; i < 2; i++)
            for (var j = 0; j < 4; j++)
                Assert.Equal(1 / (1 + Math.Exp(-Logits[i, j]))
                    - Pixels[i, j], logits.grad![i, j].item<double>(), 1e-12);
    }

    [Theory]
    [InlineData(1e4, 0, 1e4)]
    [InlineData(-1e4, 1, 1e4)]
    [InlineData(1e4, 1, 0)]
    public void Large_logits_stay_finite(double logit, double pixel, double expected) =>
        Assert.Equal(expected,
            Bernoulli.NegativeLogLikelihood(tensor(new[,] { { pixel } }), tensor(new[,] { { logit } }))
                .item<double>(), 1e-9);

    [Fact]
    public void The_entropy_is_the_floor_and_is_reached_by_the_pixels_themselves()
    {
        var x = tensor(new[,] { { 0.5, 0.2 } });
        var expected = Math.Log(2) - 0.2 * Math.Log(0.2) - 0.8 * Math.Log(0.8);
        Assert.Equal(expected, Bernoulli.Entropy(x).item<double>(), 1e-12);
        Assert.Equal(expected, Bernoulli.NegativeLogLikelihood(x, Bernoulli.Logits(x)).item<double>(), 1e-12);
        Assert.True(Bernoulli.NegativeLogLikelihood(x, Bernoulli.Logits(x) + 0.1).item<double>() > expected + 1e-4);
        Assert.Equal(0, Bernoulli.Entropy(tensor(new[,] { { 0.0, 1.0 } })).item<double>());
    }

    [Fact]
    public void Pixels_of_0_to_255_are_refused_with_the_remedy()
    {
        var error = Assert.Throws<ArgumentException>(
            () => Bernoulli.NegativeLogLikelihood(full(2, 4, 255.0), zeros(2, 4, float64)));
        Assert.Contains("255", error.Message);
        Assert.Throws<ArgumentException>(() => Bernoulli.Entropy(tensor(new[,] { { double.NaN } })));
    }

    [Fact]
    public void Shapes_that_would_broadcast_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Bernoulli.NegativeLogLikelihood(zeros(5, 1), zeros(1, 5)));
        Assert.Contains("(5, 1)", error.Message);
    }

    [Fact]
    public void A_probability_is_of_black_and_white_pixels_only()
    {
        var (x, a) = (tensor(new[,] { { 0.0, 1.0 } }), tensor(new[,] { { 0.3, -2.0 } }));
        Assert.Equal(Bernoulli.NegativeLogLikelihood(x, a).item<double>(),
            Bernoulli.NegativeLogProbability(x, a).item<double>());
        Assert.Contains("Binarise",
            Assert.Throws<ArgumentException>(() => Bernoulli.NegativeLogProbability(x + 0.1, a)).Message);
    }
}
