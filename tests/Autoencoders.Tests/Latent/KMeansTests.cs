using Autoencoders.Latent;
using Autoencoders.Metrics;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Latent;

public class KMeansTests
{
    [Fact]
    public void From_the_same_start_Lloyd_ends_where_scikit_learn_ends()
    {
        var recorded = Recorded.Read("latent").GetProperty("kmeans");
        var x = recorded.GetProperty("x").Matrix();
        var found = KMeans.Lloyd(x, x.index_select(0, recorded.GetProperty("start").Integers()));
        Assert.Equal(0, Tensors.LargestDifference(found.Centres, recorded.GetProperty("centres").Matrix()), 1e-9);
        Assert.Equal(recorded.GetProperty("inertia").GetDouble(), found.Inertia, 1e-8);
        Assert.Equal(0, Tensors.LargestDifference(found.Labels, recorded.GetProperty("labels").Integers()));
    }

    [Fact]
    public void Restarts_are_at_least_as_good_as_one_run()
    {
        var x = Recorded.Read("latent").GetProperty("kmeans").GetProperty("x").Matrix();
        Assert.True(KMeans.Fit(x, 6, seed: 3, restarts: 8).Inertia <= KMeans.Fit(x, 6, seed: 3, restarts: 1).Inertia);
    }

    [Fact]
    public void The_second_centre_is_drawn_by_squared_distance()
    {
        var x = tensor(new[,] { { 0.0 }, { 1.0 }, { 3.0 } });
        var counts = new Dictionary<(double, double), int>();
        const int draws = 3000;
        for (var seed = 0; seed < draws; seed++)
        {
            var centres = KMeans.PlusPlus(x, 2, seed).data<double>().ToArray();
            counts[(centres[0], centres[1])] = counts.GetValueOrDefault((centres[0], centres[1])) + 1;
        }
        // From 0 the squared distances are 1 and 9; from 1 they are 1 and 4; from 3, 9 and 4. Each begins a third of the time.
        Assert.Equal(0.9 / 3, counts[(0, 3)] / (double)draws, 0.03);
        Assert.Equal(0.8 / 3, counts[(1, 3)] / (double)draws, 0.03);
        Assert.Equal(4.0 / 13 / 3, counts[(3, 1)] / (double)draws, 0.03);
        Assert.Equal(draws, counts.Values.Sum());
        Assert.DoesNotContain(counts.Keys, pair => pair.Item1 == pair.Item2);
    }

    [Fact]
    public void An_empty_cluster_takes_the_farthest_point()
    {
        var x = tensor(new[,] { { 0.0 }, { 0.1 }, { 0.2 }, { 9.0 } });
        var found = KMeans.Lloyd(x, tensor(new[,] { { 0.1 }, { 100.0 } }));
        Assert.Equal(1, ClusterAccuracy.Of(tensor([0L, 0, 0, 1]), found.Labels));
    }

    [Fact]
    public void As_many_clusters_as_points_leave_nothing()
    {
        manual_seed(5);
        Assert.Equal(0, KMeans.Fit(randn(7, 2), 7).Inertia, 1e-9);
        Assert.Equal(0, KMeans.Fit(ones(5, 2), 2).Inertia, 1e-9); // all alike
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("between 1 and 4", Assert.Throws<ArgumentOutOfRangeException>(() => KMeans.Fit(randn(4, 2), 5)).Message);
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(() => KMeans.Fit(full(4, 2, double.NaN), 2)).Message);
        Assert.Contains("0", Assert.Throws<ArgumentException>(() => KMeans.Fit(zeros(0, 2), 1)).Message);
        Assert.Contains("numbers", Assert.Throws<ArgumentException>(() => KMeans.Lloyd(randn(4, 2), randn(2, 3))).Message);
        Assert.ThrowsAny<OperationCanceledException>(() => KMeans.Fit(randn(9, 2), 2, cancellation: new CancellationToken(canceled: true)));
    }
}
