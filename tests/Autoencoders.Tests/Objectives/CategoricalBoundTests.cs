using static TorchSharp.torch;

namespace Autoencoders.Tests.Objectives;

public class CategoricalBoundTests
{
    private static readonly double[] Joint = [0.02, 0.05, 0.01]; // p(x, c) of three values; p(x) = 0.08

    private static Tensor Costs => -tensor(Joint).log().unsqueeze(0); // (1, 3)

    [Fact]
    public void With_the_posterior_it_is_the_evidence()
    {
        var posterior = tensor(Joint.Select(p => p / 0.08).ToArray()).unsqueeze(0);
        Assert.Equal(-Math.Log(0.08), CategoricalBound.Tightest(Costs).item<double>(), 1e-12);
        Assert.Equal(-Math.Log(0.08), CategoricalBound.Loss(Costs, posterior.log()).item<double>(), 1e-12);
        Assert.True(CategoricalBound.Posterior(Costs).allclose(posterior, 1e-12, 1e-12));
    }

    [Theory]
    [InlineData(0.3, 0.3, 0.4)]
    [InlineData(0.9, 0.05, 0.05)]
    public void With_another_q_it_is_higher_by_the_divergence_to_the_posterior(double q0, double q1, double q2)
    {
        double[] q = [q0, q1, q2];
        var divergence = q.Zip(Joint, (a, p) => a * Math.Log(a / (p / 0.08))).Sum();
        var bound = CategoricalBound.Loss(Costs, tensor(q).log().unsqueeze(0)).item<double>();
        Assert.Equal(-Math.Log(0.08) + divergence, bound, 1e-12);
    }

    [Fact]
    public void Its_gradients_are_those_of_differences()
    {
        manual_seed(1);
        var (costs, logits) = (randn(3, 4, float64), randn(3, 4, float64));
        FiniteDifferences.Agree(c => CategoricalBound.Loss(c, logits), costs);
        FiniteDifferences.Agree(a => CategoricalBound.Loss(costs, a), logits);
        FiniteDifferences.Agree(CategoricalBound.Tightest, costs);
    }

    [Fact]
    public void A_value_of_probability_zero_costs_nothing_and_breaks_nothing()
    {
        var bound = CategoricalBound.Loss(tensor(new[,] { { 2.0, 3.0 } }), tensor(new[,] { { 0.0, -200.0 } }));
        Assert.Equal(2, bound.item<double>(), 1e-12);
    }

    [Fact]
    public void Shapes_that_do_not_belong_together_are_refused() =>
        Assert.Throws<ArgumentException>(() => CategoricalBound.Loss(zeros(2, 3), zeros(2, 4)));
}
