using static TorchSharp.torch;

namespace Autoencoders.Tests.Objectives;

public class ContinuousBernoulliTests
{
    public static TheoryData<double> Logits => [-30, -3, -0.21, -0.19, -1e-3, 0, 1e-6, 0.1, 0.2, 0.5, 4, 30];

    /// <summary>∫₀¹ f(x) λˣ(1−λ)¹⁻ˣ dx by Simpson's rule.</summary>
    private static double Integral(double logit, Func<double, double> f)
    {
        const int N = 20_000;
        var logOneMinus = -Math.Log(1 + Math.Exp(logit));
        double At(int i) => f((double)i / N) * Math.Exp((double)i / N * logit + logOneMinus);
        return Enumerable.Range(0, N + 1).Sum(i => At(i) * (i is 0 or N ? 1 : i % 2 == 1 ? 4 : 2)) / (3.0 * N);
    }

    [Theory]
    [MemberData(nameof(Logits))]
    public void It_is_a_density_and_has_its_mean(double logit)
    {
        var (norm, mean) = (Integral(logit, _ => 1), Integral(logit, x => x));
        var a = tensor(new[,] { { logit } });
        Assert.Equal(-Math.Log(norm), ContinuousBernoulli.LogNormalizer(a).item<double>(), 1e-8);
        Assert.Equal(mean / norm, ContinuousBernoulli.Mean(a).item<double>(), 1e-8);
        Assert.Equal(-Math.Log(norm), ContinuousBernoulli.LogNormalizer(a.to(float32)).item<float>(), 1e-5);
        Assert.Equal(mean / norm, ContinuousBernoulli.Mean(a.to(float32)).item<float>(), 1e-5);
    }

    [Fact]
    public void It_is_the_bernoulli_formula_less_the_log_normaliser()
    {
        manual_seed(1);
        var (x, a) = (rand(3, 5, float64), 3 * randn(3, 5, float64));
        var expected = Bernoulli.NegativeLogLikelihood(x, a) - ContinuousBernoulli.LogNormalizer(a).sum(1);
        Assert.True(ContinuousBernoulli.NegativeLogLikelihood(x, a).allclose(expected, atol: 1e-12));
        Assert.Equal(Math.Log(2), ContinuousBernoulli.LogNormalizer(zeros(1, 1, float64)).item<double>(), 1e-12);
    }

    [Fact]
    public void Its_gradient_is_mean_minus_pixel_also_at_zero()
    {
        var x = tensor(new[,] { { 0.3, 0.9, 0, 1, 0.5, 0.2 } });
        var logits = tensor(new[,] { { 0.0, 1e-9, -0.15, 0.3, 40, -700 } }, requires_grad: true);
        ContinuousBernoulli.NegativeLogLikelihood(x, logits).sum().backward();
        Assert.True(logits.grad!.allclose(ContinuousBernoulli.Mean(logits.detach()) - x, atol: 1e-10));
        FiniteDifferences.Agree(a => ContinuousBernoulli.NegativeLogLikelihood(x, a),
            tensor(new[,] { { 0.0, 0.1, -0.15, 0.3, 4, -7 } }));
    }
}
