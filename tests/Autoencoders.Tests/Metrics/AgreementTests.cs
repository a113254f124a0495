using Autoencoders.Tests.Latent;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Metrics;

public class AgreementTests
{
    [Fact]
    public void The_three_measures_are_those_of_scikit_learn_and_scipy()
    {
        foreach (var recorded in Recorded.Read("latent").GetProperty("agreement").EnumerateArray())
        {
            var (labels, clusters) =
                (recorded.GetProperty("labels").Integers(), recorded.GetProperty("clusters").Integers());
            Assert.Equal(recorded.GetProperty("nmi").GetDouble(),
                MutualInformation.Normalised(labels, clusters), 1e-12);
            Assert.Equal(recorded.GetProperty("ari").GetDouble(), RandIndex.Adjusted(labels, clusters), 1e-12);
            Assert.Equal(recorded.GetProperty("accuracy").GetDouble(),
                ClusterAccuracy.Compute(labels, clusters), 1e-12);
        }
    }

    [Fact]
    public void Names_do_not_matter()
    {
        var (labels, clusters) = (tensor([0L, 0, 1, 1, 2]), tensor([7L, 7, -3, -3, 100]));
        Assert.Equal(1, MutualInformation.Normalised(labels, clusters), 1e-12);
        Assert.Equal(1, RandIndex.Adjusted(labels, clusters), 1e-12);
        Assert.Equal(1, ClusterAccuracy.Compute(labels, clusters));
        Assert.Equal(labels.data<long>(), ClusterAccuracy.Renamed(labels, clusters).data<long>());
    }

    [Fact]
    public void One_cluster_for_all_tells_nothing()
    {
        var labels = tensor([0L, 0, 1, 1]);
        var one = zeros(4, int64);
        Assert.Equal(0, MutualInformation.Normalised(labels, one), 1e-12);
        Assert.Equal(0, RandIndex.Adjusted(labels, one), 1e-12);
        Assert.Equal(0.5, ClusterAccuracy.Compute(labels, one));
        Assert.Equal(1, MutualInformation.Normalised(one, one));
        Assert.Equal(1, RandIndex.Adjusted(one, one));
    }

    [Fact]
    public void A_cluster_too_many_is_left_without_a_class() =>
        Assert.Equal([5, 5, 6, -1], ClusterAccuracy.Renamed(tensor([5L, 5, 6, 6]), tensor([0L, 0, 1, 2])).data<long>());

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("3 labels and 2",
            Assert.Throws<ArgumentException>(() => RandIndex.Adjusted(zeros(3, int64), zeros(2, int64))).Message);
        Assert.Contains("integers",
            Assert.Throws<ArgumentException>(() => ClusterAccuracy.Compute(zeros(3), zeros(3, int64))).Message);
        Assert.Contains("n > 0",
            Assert.Throws<ArgumentException>(
                () => MutualInformation.Normalised(zeros(0, int64), zeros(0, int64))).Message);
    }
}
