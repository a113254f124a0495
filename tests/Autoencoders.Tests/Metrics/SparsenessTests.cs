using static TorchSharp.torch;

namespace Autoencoders.Tests.Metrics;

public class SparsenessTests
{
    [Fact]
    public void Equal_responses_score_zero_a_single_one_scores_one_and_none_is_no_number()
    {
        var responses = tensor(new[,] { { 2.0, 1, 0 }, { 2, 0, 0 }, { 2, 0, 0 }, { 2, 0, 0 } });
        var lifetime = Sparseness.Lifetime(responses).data<double>().ToArray();
        Assert.Equal(0, lifetime[0], 1e-12);
        Assert.Equal(1, lifetime[1], 1e-12);
        Assert.Equal(double.NaN, lifetime[2]);
    }

    [Fact]
    public void Over_the_units_it_is_the_same_measure_of_the_transposed_matrix()
    {
        manual_seed(1);
        var responses = rand(7, 5, float64);
        Assert.True(Sparseness.Population(responses).allclose(Sparseness.Lifetime(responses.t().contiguous())));
    }

    [Fact]
    public void M_of_n_equal_responses_have_the_activity_ratio_m_over_n()
    {
        var responses = cat([ones(3, 1, float64), zeros(9, 1, float64)], 0); // 3 of 12
        Assert.Equal(0.25, Sparseness.ActivityRatio(responses, 0).item<double>(), 1e-12);
        Assert.Equal(0.75 / (1 - 1.0 / 12), Sparseness.Lifetime(responses).item<double>(), 1e-12);
    }

    [Fact]
    public void Exponential_responses_have_the_ratio_one_half() // mean m, mean square 2 m²
    {
        manual_seed(2);
        var responses = -rand(200_000, 1, float64).log();
        Assert.Equal(0.5, Sparseness.ActivityRatio(responses, 0).item<double>(), 0.01);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("-1", Assert.Throws<ArgumentException>(() => Sparseness.Lifetime(full(3, 2, -1))).Message);
        Assert.Contains("NaN",
            Assert.Throws<ArgumentException>(() => Sparseness.Lifetime(full(3, 2, float.NaN))).Message);
        Assert.Contains("two", Assert.Throws<ArgumentException>(() => Sparseness.Lifetime(ones(1, 2))).Message);
        Assert.Contains("(3)", Assert.Throws<ArgumentException>(() => Sparseness.Population(ones(3))).Message);
    }
}
