using static TorchSharp.torch;

namespace Autoencoders.Tests.Objectives;

public class SparsityTests
{
    [Fact]
    public void L1_sums_the_sizes_of_each_images_code()
    {
        var z = tensor(new[,] { { 1f, -2f, 0f }, { 0f, 0f, 0.5f } });
        Assert.Equal([3f, 0.5f], Sparsity.L1(z).data<float>().ToArray());
    }

    [Theory] // computed in double precision from the definition
    [InlineData(0.05, 0.2, 0.093943)]
    [InlineData(0.05, 0.5, 0.494632)]
    [InlineData(0.01, 0.5, 0.637146)]
    [InlineData(0.05, 0.05, 0)]
    public void The_divergence_of_two_coins_is_the_closed_form(double p, double q, double expected)
    {
        Assert.Equal(expected, Bernoulli.KullbackLeibler(tensor(p), tensor(q)).item<double>(), 1e-6);
        // three units at q
        Assert.Equal(3 * expected, Sparsity.KullbackLeibler(full(4, 3, q, float64), p).item<double>(), 3e-6);
    }

    [Fact]
    public void Units_on_both_sides_of_the_wanted_activation_do_not_cancel()
    {
        var z = tensor(new[,] { { 0.0001, 0.0999 }, { 0.0001, 0.0999 } });
        Assert.Equal(0.2787, Sparsity.KullbackLeibler(z, 0.05).item<double>(), 1e-4);
    }

    [Fact]
    public void The_mean_is_over_the_batch_and_not_over_the_units()
    {
        var selective = tensor(new[,] { { 0.09, 0.01 }, { 0.01, 0.09 } }); // each unit's mean is 0.05
        Assert.Equal(0, Sparsity.KullbackLeibler(selective, 0.05).item<double>(), 1e-12);
    }

    [Fact]
    public void Its_gradient_is_the_derivative_of_the_divergence_shared_by_the_batch()
    {
        var z = tensor(new[,] { { 0.1, 0.3 }, { 0.5, 0.2 }, { 0.3, 0.1 } }, requires_grad: true);
        Sparsity.KullbackLeibler(z, 0.05).backward();
        double[] means = [0.3, 0.2];
        for (var unit = 0; unit < 2; unit++)
            for (var image = 0; image < 3; image++)
                Assert.Equal((-0.05 / means[unit] + 0.95 / (1 - means[unit])) / 3,
                    z.grad![image, unit].item<double>(), 1e-12);
    }

    [Fact]
    public void Units_that_rounding_has_put_at_zero_or_one_leave_the_penalty_finite()
    {
        Assert.True(double.IsFinite(Sparsity.KullbackLeibler(zeros(4, 2), 0.05).item<float>()));
        Assert.True(double.IsFinite(Sparsity.KullbackLeibler(ones(4, 2), 0.05).item<float>()));
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("sigmoid",
            Assert.Throws<ArgumentException>(() => Sparsity.KullbackLeibler(full(2, 2, 1.5), 0.05)).Message);
        Assert.Contains("NaN",
            Assert.Throws<ArgumentException>(() => Sparsity.KullbackLeibler(full(2, 2, float.NaN), 0.05)).Message);
        Assert.Contains("strictly",
            Assert.Throws<ArgumentException>(() => Sparsity.KullbackLeibler(zeros(2, 2), 0)).Message);
        Assert.Contains("strictly",
            Assert.Throws<ArgumentException>(() => Sparsity.KullbackLeibler(zeros(2, 2), double.NaN)).Message);
        Assert.Contains("(3)", Assert.Throws<ArgumentException>(() => Sparsity.L1(zeros(3))).Message);
        Assert.Contains("Probabilities",
            Assert.Throws<ArgumentException>(() => Bernoulli.KullbackLeibler(tensor(0.1), tensor(1.1))).Message);
    }
}
