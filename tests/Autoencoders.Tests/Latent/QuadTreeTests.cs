namespace Autoencoders.Tests.Latent;

public class QuadTreeTests
{
    private static double[] Cloud(int n, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 2 * n).Select(i => (i % 10 < 5 ? 1 : 20) * (random.NextDouble() - 0.5))];
    }

    private static (double Sum, double X, double Y) Exactly(double[] points, int i)
    {
        var (sum, fx, fy) = (0.0, 0.0, 0.0);
        for (var j = 0; j < points.Length; j += 2)
        {
            var (dx, dy) = (points[2 * i] - points[j], points[2 * i + 1] - points[j + 1]);
            var q = 1 / (1 + dx * dx + dy * dy);
            (sum, fx, fy) = (sum + q, fx + q * q * dx, fy + q * q * dy);
        }
        return (sum, fx, fy);
    }

    [Fact]
    public void Without_an_angle_it_sums_over_every_point()
    {
        var points = Cloud(300, 1);
        var tree = new QuadTree(300);
        tree.Build(points);
        for (var i = 0; i < 300; i++)
        {
            var (found, exact) = (tree.Repulsion(points[2 * i], points[2 * i + 1], 0), Exactly(points, i));
            Assert.Equal(exact.Sum, found.Sum, 1e-9);
            Assert.Equal(exact.X, found.X, 1e-9);
            Assert.Equal(exact.Y, found.Y, 1e-9);
        }
    }

    [Theory]
    [InlineData(0.2, 0.002)]
    [InlineData(0.5, 0.01)]
    public void With_an_angle_the_error_is_small(double angle, double error)
    {
        var points = Cloud(1000, 2);
        var tree = new QuadTree(1000);
        tree.Build(points);
        var (off, all) = (0.0, 0.0);
        for (var i = 0; i < 1000; i++)
        {
            var (found, exact) = (tree.Repulsion(points[2 * i], points[2 * i + 1], angle * angle), Exactly(points, i));
            off += Math.Abs(found.X - exact.X) + Math.Abs(found.Y - exact.Y) + Math.Abs(found.Sum - exact.Sum);
            all += Math.Abs(exact.X) + Math.Abs(exact.Y) + Math.Abs(exact.Sum);
        }
        Assert.InRange(off / all, 1e-9, error);
    }

    [Fact]
    public void Points_that_coincide_are_counted()
    {
        double[] points = [.. Enumerable.Repeat(new[] { 0.25, -3.0 }, 50).SelectMany(p => p), 4, 4];
        var tree = new QuadTree(51);
        tree.Build(points);
        var (found, exact) = (tree.Repulsion(4, 4, 0.25), Exactly(points, 50));
        Assert.Equal(exact.Sum, found.Sum, 1e-12);
        tree.Build([.. Enumerable.Repeat(1.0, 102)]); // all in one place
        Assert.Equal(51, tree.Repulsion(1, 1, 0.25).Sum, 1e-12);
    }
}
