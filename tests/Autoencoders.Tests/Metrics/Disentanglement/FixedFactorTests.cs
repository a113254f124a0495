namespace Autoencoders.Tests.Metrics.Disentanglement;

/// <summary>
/// The metrics of the β-VAE's and FactorVAE's papers, which fix a factor in groups of images, beside NumPy's simulation
/// of the same.
/// </summary>
public class FixedFactorTests
{
    private static readonly TorchSharp.torch.Tensor Factors = Toys.Drawn();

    // Our groups are drawn from the same 20,000 images, the script's are new each time: both are samples of 5,000
    // points.
    [Theory]
    [InlineData("identity")]
    [InlineData("rotated")]
    [InlineData("duplicated")]
    [InlineData("constant")]
    [InlineData("noise")]
    [InlineData("allInOne")]
    public void Toy_codes_score_as_in_an_independent_simulation(string kind)
    {
        var expected = Recorded.Read("disentanglement").GetProperty("toys").GetProperty(kind);
        var z = Toys.Code(kind, Factors);
        Assert.Equal(expected.GetProperty("beta5").GetDouble(), BetaVaeMetric.Compute(z, Factors, pairs: 5), 0.03);
        Assert.Equal(expected.GetProperty("beta64").GetDouble(),
            BetaVaeMetric.Compute(z, Factors, pairs: 64, train: 5000, test: 3000), 0.03);
        Assert.Equal(expected.GetProperty("factor").GetDouble(),
            FactorVaeMetric.Compute(z, Factors, train: 5000, test: 3000), 0.03);
    }

    [Fact]
    public void Order_and_sign_of_the_codes_do_not_matter()
    {
        var z = Toys.Code("permuted", Factors);
        Assert.Equal(1, BetaVaeMetric.Compute(z, Factors, train: 1000, test: 500), 1e-12);
        Assert.Equal(1, FactorVaeMetric.Compute(z, Factors, train: 1000, test: 500), 1e-12);
    }

    [Fact]
    public void The_seed_decides_everything()
    {
        var z = Toys.Code("rotated", Factors);
        Assert.Equal(BetaVaeMetric.Compute(z, Factors, 5, 500, 500, seed: 4),
            BetaVaeMetric.Compute(z, Factors, 5, 500, 500, seed: 4));
        Assert.Equal(FactorVaeMetric.Compute(z, Factors, 64, 500, 500, seed: 4),
            FactorVaeMetric.Compute(z, Factors, 64, 500, 500, seed: 4));
    }

    [Fact]
    public void Bad_input_is_named()
    {
        var z = Toys.Code("identity", Factors);
        Assert.Contains("one factor only",
            Assert.Throws<ArgumentException>(() => BetaVaeMetric.Compute(z, Factors.narrow(1, 0, 1))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => FactorVaeMetric.Compute(z, Factors, group: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BetaVaeMetric.Compute(z, Factors, pairs: 0));
    }
}
