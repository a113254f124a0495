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
        // From 0 the squared distances are 1 and 9; from 1 they are 1 and 4; from 3, 9 and 4. Each begins a third of
        // the time.
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
        Assert.Equal(1, ClusterAccuracy.Compute(tensor([0L, 0, 0, 1]), found.Labels));
    }

    [Fact]
    public void As_many_clusters_as_points_leave_nothing()
    {
        manual_seed(5);
        Assert.Equal(0, KMeans.Fit(randn(7, 2), 7).Inertia, 1e-9);
        Assert.Equal(0, KMeans.Fit(ones(5, 2), 2).Inertia, 1e-9); // all alike
    }

    [Fact]
    public void Far_from_the_origin_labels_are_those_of_direct_differences()
    {
        var x = linspace(100_000, 100_001, 100).reshape(100, 1);
        Assert.Equal(Nearest(x, tensor(new[,] { { 100_000f }, { 100_001f } })),
            KMeans.Assign(x, tensor(new[,] { { 100_000f }, { 100_001f } })).data<long>().ToArray());
        manual_seed(3);
        foreach (var (offset, width) in new[] { (0f, 3), (1e4f, 1), (1e6f, 16), (3e7f, 300) })
        {
            var points = randn(500, width) + offset;
            var centres = randn(20, width) + offset;
            Assert.Equal(Nearest(points, centres), KMeans.Assign(points, centres).data<long>().ToArray());
        }
    }

    [Fact]
    public void Of_two_dense_groups_far_apart_labels_are_right_in_both()
    {
        manual_seed(4);
        var groups = cat([0.01 * randn(300, 4), 1000 + 0.01 * randn(300, 4)]);
        var centres = cat([0.01 * randn(6, 4), 1000 + 0.01 * randn(6, 4)]);
        Assert.Equal(Nearest(groups, centres), KMeans.Assign(groups, centres).data<long>().ToArray());
        var outlier = cat([randn(200, 2), full(1, 2, 1e9f)]);
        var few = cat([randn(5, 2), full(1, 2, 1e9f)]);
        Assert.Equal(Nearest(outlier, few), KMeans.Assign(outlier, few).data<long>().ToArray());
    }

    [Fact]
    public void Clusters_far_from_the_origin_are_found_and_their_centres_are_means()
    {
        manual_seed(5);
        var near = cat([randn(400, 2, float64), 12 + randn(400, 2, float64)]);
        var far = (near + 200_000).to(float32);
        var found = KMeans.Fit(far, 2);
        var expected = KMeans.Fit(far.to(float64), 2);
        Assert.Equal(1, RandIndex.Adjusted(expected.Labels, found.Labels));
        Assert.Equal(expected.Inertia, found.Inertia, 1e-3 * expected.Inertia);
        var means = stack([.. Enumerable.Range(0, 2).Select(c => far.to(float64)[found.Labels.eq(c)].mean([0L]))]);
        Assert.True(Tensors.LargestDifference(means, found.Centres) < 0.02); // float32 has steps of 1/64 there
    }

    [Fact]
    public void Given_centres_that_get_no_points_move_and_equal_points_are_no_trouble()
    {
        var found = KMeans.Lloyd(tensor(new[,] { { 0f }, { 1f }, { 2f }, { 10f } }),
            tensor(new[,] { { 1f }, { -500f }, { 900f } }));
        Assert.Equal(3, found.Labels.data<long>().ToArray().Distinct().Count());
        var equal = KMeans.Fit(full(6, 3, 7.5f), 3);
        Assert.Equal(0, equal.Inertia);
        Assert.True(equal.Centres.eq(7.5f).all().item<bool>());
    }

    // By differences, in double precision.
    private static long[] Nearest(Tensor x, Tensor centres) =>
        (x.to(float64).unsqueeze(1) - centres.to(float64)).square().sum(2).argmin(1).data<long>().ToArray();

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("between 1 and 4",
            Assert.Throws<ArgumentOutOfRangeException>(() => KMeans.Fit(randn(4, 2), 5)).Message);
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(() => KMeans.Fit(full(4, 2, double.NaN), 2)).Message);
        Assert.Contains("0", Assert.Throws<ArgumentException>(() => KMeans.Fit(zeros(0, 2), 1)).Message);
        Assert.Contains("numbers",
            Assert.Throws<ArgumentException>(() => KMeans.Lloyd(randn(4, 2), randn(2, 3))).Message);
        Assert.Contains("NaN",
            Assert.Throws<ArgumentException>(() => KMeans.Assign(full(4, 2, double.NaN), zeros(1, 2))).Message);
        Assert.Contains("overflow", Assert.Throws<ArgumentException>(() => KMeans.Fit(full(4, 2, 1e30f), 2)).Message);
        Assert.ThrowsAny<OperationCanceledException>(
            () => KMeans.Fit(randn(9, 2), 2, cancellation: new CancellationToken(canceled: true)));
    }
}
