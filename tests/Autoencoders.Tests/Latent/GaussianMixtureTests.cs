using static TorchSharp.torch;

namespace Autoencoders.Tests.Latent;

public class GaussianMixtureTests
{
    [Theory]
    [InlineData(CovarianceKind.Full, "full")]
    [InlineData(CovarianceKind.Diagonal, "diagonal")]
    public void From_the_same_start_EM_ends_where_scikit_learn_ends(CovarianceKind kind, string name)
    {
        var recorded = Recorded.Read("latent").GetProperty("mixture");
        var x = recorded.GetProperty("x").Matrix();
        using var found = GaussianMixture.Fit(x, 3, kind, labels: recorded.GetProperty("labels").Integers());
        var expected = recorded.GetProperty(name);
        Assert.Equal(expected.GetProperty("iterations").GetInt32(), found.Iterations);
        Assert.True(found.Converged);
        Assert.Equal(expected.GetProperty("bound").GetDouble(), found.LogLikelihood, 1e-9);
        Assert.Equal(0,
            Tensors.LargestDifference(found.Weights, tensor(expected.GetProperty("weights").Numbers())), 1e-9);
        Assert.Equal(0, Tensors.LargestDifference(found.Means, expected.GetProperty("means").Matrix()), 1e-8);
        Assert.Equal(0,
            Tensors.LargestDifference(found.Covariances.flatten(1), expected.GetProperty("covariances").Matrix()),
            1e-7);
        Assert.Equal(0,
            Tensors.LargestDifference(found.LogDensity(x[..10]), tensor(expected.GetProperty("density").Numbers())),
            1e-7);
        Assert.Equal(0,
            Tensors.LargestDifference(found.Responsibilities(x[..10]),
                expected.GetProperty("responsibilities").Matrix()), 1e-7);
        Assert.Equal(0, Tensors.LargestDifference(found.Assign(x[..10]), found.Responsibilities(x[..10]).argmax(1)));
    }

    [Theory]
    [InlineData(CovarianceKind.Full)]
    [InlineData(CovarianceKind.Diagonal)]
    public void One_component_is_the_mean_and_the_covariance(CovarianceKind kind)
    {
        manual_seed(1);
        var x = randn(500, 3, float64).matmul(randn(3, 3, float64)) + 2;
        using var found = GaussianMixture.Fit(x, 1, kind, ridge: 0);
        var off = x - x.mean([0L]);
        var covariance = off.t().matmul(off) / 500;
        Assert.Equal(0, Tensors.LargestDifference(found.Means[0], x.mean([0L])), 1e-10);
        Assert.Equal(0,
            Tensors.LargestDifference(found.Covariances[0], kind == CovarianceKind.Full
                ? covariance
                : covariance.diagonal()), 1e-10);
    }

    [Fact]
    public void Samples_have_the_moments_of_the_mixture()
    {
        manual_seed(2);
        var x = cat([randn(300, 2) * tensor([3f, 0.5f]), randn(100, 2) + 10]);
        using var found = GaussianMixture.Fit(x, 2, seed: 1);
        var sample = found.Sample(20_000, seed: 7);
        Assert.Equal(0, Tensors.LargestDifference(sample.mean([0L]), x.mean([0L])), 0.15);
        Assert.Equal(0, Tensors.LargestDifference(sample.std(0L) / x.std(0L), ones(2)), 0.03);
        Assert.Equal(0, Tensors.LargestDifference(sample, found.Sample(20_000, seed: 7)));
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("between 1 and 4",
            Assert.Throws<ArgumentOutOfRangeException>(() => GaussianMixture.Fit(randn(4, 2), 5)).Message);
        Assert.Contains("NaN",
            Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(full(4, 2, double.NaN), 2)).Message);
        Assert.Contains("ridge",
            Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(ones(10, 3), 2, ridge: 0)).Message);
        foreach (var kind in Enum.GetValues<CovarianceKind>()) // a variance whose squares would be infinite
            Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(ones(10, 3), 2, kind, ridge: double.Epsilon));
        Assert.Contains("between 0 and 1",
            Assert.Throws<ArgumentException>(
                () => GaussianMixture.Fit(randn(3, 2), 2, labels: tensor([0L, 1, 2]))).Message);
        using var found = GaussianMixture.Fit(randn(50, 2), 2);
        Assert.Contains("3", Assert.Throws<ArgumentException>(() => found.LogDensity(randn(5, 3))).Message);
    }
}
