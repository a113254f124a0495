using static TorchSharp.torch;

namespace Autoencoders.Tests.Latent;

public class AffinitiesTests
{
    [Fact]
    public void All_pairs_are_those_of_a_root_finder_and_of_scikit_learn()
    {
        var recorded = Recorded.Read("latent").GetProperty("affinities");
        var p = Affinities.Compute(recorded.GetProperty("x").Matrix(), recorded.GetProperty("perplexity").GetDouble(),
            allPairs: true).Dense();
        Assert.Equal(0, Tensors.LargestDifference(p, recorded.GetProperty("p").Matrix()), 1e-12);
        // its own bisection stops at 1e-5
        Assert.Equal(0, Tensors.LargestDifference(p, recorded.GetProperty("sklearn").Matrix()), 1e-7);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7.5)]
    [InlineData(30)]
    public void Each_distribution_has_the_perplexity_asked_for(double perplexity)
    {
        var random = new Random(1);
        double[] squared = [.. Enumerable.Range(0, 100).Select(_ => 50 * random.NextDouble())];
        var p = Affinities.Conditional(squared, perplexity);
        Assert.Equal(1, p.Sum(), 1e-12);
        Assert.Equal(perplexity, Math.Exp(-p.Sum(value => value > 0 ? value * Math.Log(value) : 0)), 1e-8);
    }

    [Fact]
    public void Neighbours_that_all_coincide_share_the_probability()
    {
        Assert.All(Affinities.Conditional(new double[10], 3), p => Assert.Equal(0.1, p, 1e-12));
        var p = Affinities.Compute(cat([zeros(20, 3), ones(20, 3)]), 5).Dense();
        Assert.Equal(1, p.sum().item<double>(), 1e-9);
    }

    [Fact]
    public void Sparse_affinities_are_symmetric_sum_to_one_and_keep_the_nearest()
    {
        manual_seed(1);
        var x = randn(200, 4);
        var sparse = Affinities.Compute(x, 10);
        var p = sparse.Dense();
        Assert.Equal(0, Tensors.LargestDifference(p, p.t()), 1e-15);
        Assert.Equal(1, p.sum().item<double>(), 1e-9);
        Assert.InRange(sparse.Pairs, 200 * 31, 200 * 62);
        var all = Affinities.Compute(x, 10, allPairs: true).Dense();
        Assert.InRange(Tensors.LargestDifference(p, all), 1e-12, 2e-4); // what is cut off is small
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("counts neighbours",
            Assert.Throws<ArgumentOutOfRangeException>(() => Affinities.Compute(randn(50, 2), 17)).Message);
        Assert.Contains("NaN",
            Assert.Throws<ArgumentException>(() => Affinities.Compute(full(50, 2, double.NaN), 5)).Message);
        Assert.Contains("(50)", Assert.Throws<ArgumentException>(() => Affinities.Compute(randn(50), 5)).Message);
        Assert.Contains("4000",
            Assert.Throws<ArgumentException>(() => Affinities.Compute(randn(4001, 2), 5, allPairs: true)).Message);
        Assert.Throws<ArgumentException>(() => Affinities.Compute(randn(3, 2), 1));
    }
}
