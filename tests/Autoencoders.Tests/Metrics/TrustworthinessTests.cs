using Autoencoders.Tests.Latent;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Metrics;

public class TrustworthinessTests
{
    [Theory]
    [InlineData(5, 0)]
    [InlineData(12, 1)]
    public void It_is_scikit_learns(int k, int which)
    {
        var recorded = Recorded.Read("latent").GetProperty("tsne");
        var found = Trustworthiness.Compute(recorded.GetProperty("x").Matrix(),
            recorded.GetProperty("barnes_hut").GetProperty("embedding").Matrix(), k);
        Assert.Equal(recorded.GetProperty("trustworthiness").Numbers()[which], found, 1e-9);
    }

    [Fact]
    public void The_data_itself_is_wholly_trustworthy_and_a_shuffled_copy_is_not()
    {
        manual_seed(1);
        var x = randn(300, 4);
        Assert.Equal(1, Trustworthiness.Compute(x, 3 * x, 7), 1e-12);
        Assert.InRange(Trustworthiness.Compute(x, x.index_select(0, randperm(300)), 7), 0.4, 0.6);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("as many",
            Assert.Throws<ArgumentException>(() => Trustworthiness.Compute(randn(30, 4), randn(20, 2), 3)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Trustworthiness.Compute(randn(30, 4), randn(30, 2), 15));
        Assert.Throws<ArgumentOutOfRangeException>(() => Trustworthiness.Compute(randn(30, 4), randn(30, 2), 1000));
    }
}
