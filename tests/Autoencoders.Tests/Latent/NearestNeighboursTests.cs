using TorchSharp;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Latent;

public class NearestNeighboursTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1e6)] // far from the origin, squares lose digits
    public void They_are_those_of_sorting_all_distances(double offset)
    {
        var random = new Random(1);
        double[][] Draw(int n) =>
            [.. Enumerable.Range(0, n)
                .Select(_ => new[] { random.NextDouble() + offset, random.NextDouble(), random.NextDouble() })];
        var (queries, points) = (Draw(30), Draw(80));
        var found = NearestNeighbours.Find(Rows(queries), Rows(points), 4);
        for (var i = 0; i < queries.Length; i++)
        {
            double To(double[] point) => Math.Sqrt(point.Zip(queries[i], (a, b) => (a - b) * (a - b)).Sum());
            int[] expected = [.. Enumerable.Range(0, 80).OrderBy(j => To(points[j])).Take(4)];
            Assert.Equal(expected, found.Index[i].data<long>().Select(j => (int)j));
            Assert.Equal(expected.Select(j => To(points[j])), found.Distance[i].data<double>(),
                (a, b) => Math.Abs(a - b) < 1e-8);
        }
    }

    [Fact]
    public void Among_themselves_points_are_not_their_own_neighbours()
    {
        var x = tensor(new[,] { { 0f }, { 1f }, { 3f }, { 3f } });
        var found = NearestNeighbours.Among(x, 1);
        Assert.Equal([1, 0, 3, 2], found.Index.flatten().data<long>());
        Assert.Equal([1, 1, 0, 0], found.Distance.flatten().data<float>());
    }

    [Fact]
    public void In_two_dense_groups_far_apart_neighbours_are_those_of_direct_differences()
    {
        manual_seed(6);
        var points = cat([1e-3 * randn(60, 3, float64), 1e7 + 1e-3 * randn(60, 3, float64)]);
        var distances = cdist(points, points, compute_mode: compute_mode.donot_use_mm_for_euclid_dist);
        distances.diagonal().fill_(double.PositiveInfinity);
        var expected = distances.topk(5, 1, largest: false).indexes;
        Assert.Equal(expected.flatten().data<long>().ToArray(),
            NearestNeighbours.Among(points, 5).Index.flatten().data<long>().ToArray());
        Assert.Equal(1, Trustworthiness.Compute(points, points, 5), 1e-12);
    }

    [Fact]
    public void Whole_numbers_have_distances_with_a_point() =>
        Assert.Equal(Math.Sqrt(2),
            NearestNeighbours.Find(tensor(new[,] { { 0L, 0 } }), tensor(new[,] { { 1L, 1 } }),
                1).Distance.item<double>(), 1e-15);

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("between 1 and 3",
            Assert.Throws<ArgumentOutOfRangeException>(() => NearestNeighbours.Among(randn(4, 2), 4)).Message);
        Assert.Contains("NaN",
            Assert.Throws<ArgumentException>(
                () => NearestNeighbours.Find(full(4, 2, double.NaN), randn(4, 2), 1)).Message);
        Assert.Contains("equal",
            Assert.Throws<ArgumentException>(() => NearestNeighbours.Find(randn(4, 2), randn(4, 3), 1)).Message);
        Assert.Throws<ArgumentException>(() => NearestNeighbours.Find(randn(4, 2), zeros(0, 2), 1));
    }

    private static Tensor Rows(double[][] rows) =>
        tensor(rows.SelectMany(row => row).ToArray(), [rows.Length, rows[0].Length]);
}
