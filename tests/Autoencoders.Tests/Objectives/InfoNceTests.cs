using static TorchSharp.torch;

namespace Autoencoders.Tests.Objectives;

public class InfoNceTests
{
    [Fact]
    public void Codes_that_say_nothing_pay_log_n() =>
        Assert.All(InfoNce.Loss(ones(8, 3), ones(8, 3), 0.1).data<float>().ToArray(),
            value => Assert.Equal(Math.Log(8), value, 1e-5));

    [Fact]
    public void It_has_the_value_of_two_pictures_by_hand()
    {
        // cosines: 1 and 0 for the first, 1/√2 and 1/√2 for the second
        var first = tensor(new[,] { { 2.0, 0 }, { 3, 3 } });
        var second = tensor(new[,] { { 5.0, 0 }, { 0, 0.1 } });
        var loss = InfoNce.Loss(first, second, 0.5);
        Assert.Equal(Math.Log(1 + Math.Exp(-2)), loss[0].item<double>(), 1e-12);
        Assert.Equal(Math.Log(2), loss[1].item<double>(), 1e-12);
    }

    [Fact]
    public void Codes_far_apart_pay_nothing() =>
        Assert.InRange(InfoNce.Loss(eye(6), eye(6), 0.02).max().item<float>(), 0, 1e-6);

    [Fact]
    public void Its_gradients_are_those_of_differences()
    {
        manual_seed(1);
        var (a, b) = (randn(5, 3, float64), randn(5, 3, float64));
        FiniteDifferences.Agree(x => InfoNce.Loss(x, b, 0.4), a);
        FiniteDifferences.Agree(x => InfoNce.Loss(a, x, 0.4), b);
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Throws<ArgumentException>(() => InfoNce.Loss(ones(4), ones(4), 1));
        Assert.Throws<ArgumentException>(() => InfoNce.Loss(ones(4, 2), ones(3, 2), 1));
        Assert.Contains("temperature",
            Assert.Throws<ArgumentOutOfRangeException>(() => InfoNce.Loss(ones(4, 2), ones(4, 2), 0)).Message);
    }
}
