using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>The nearest points of each query, the nearest first.</summary>
/// <param name="Distance">Euclidean distances, (m, k), float32 or float64 as the queries are, float64 for whole
/// numbers.</param>
/// <param name="Index">Which points they are, int64, (m, k).</param>
public sealed record Neighbours(Tensor Distance, Tensor Index);

/// <summary>
/// Nearest neighbours by comparing with every point, in blocks: exact, and quick enough for tens of thousands of
/// points.
/// </summary>
/// <remarks>Chapter 6, <i>Maps</i>.</remarks>
public static class NearestNeighbours
{
    private const long BlockNumbers = 4_000_000;

    /// <summary>
    /// The <paramref name="k"/> nearest of <paramref name="points"/> (n, d) for each of <paramref name="queries"/> (m,
    /// d).
    /// </summary>
    /// <exception cref="ArgumentException">One of them is no matrix, is empty, or holds a value that is not finite;
    /// their widths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k is not between 1 and n.</exception>
    public static Neighbours Find(Tensor queries, Tensor points, int k)
    {
        Require.Points(queries, nameof(queries));
        Require.Points(points, nameof(points));
        Require.SameWidth(queries, nameof(queries), points, nameof(points));
        Require.Count(k, nameof(k), points.shape[0], "points");
        return Search(queries, points, k, skipSelf: false);
    }

    /// <summary>The <paramref name="k"/> nearest others for each of <paramref name="points"/> (n, d).</summary>
    /// <exception cref="ArgumentException">points is no matrix, holds fewer than two points, or a value that is not
    /// finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k is not between 1 and n − 1.</exception>
    public static Neighbours Among(Tensor points, int k)
    {
        Require.Points(points, nameof(points), atLeast: 2);
        Require.Count(k, nameof(k), points.shape[0] - 1, "other points");
        return Search(points, points, k, skipSelf: true);
    }

    private static Neighbours Search(Tensor queries, Tensor points, int k, bool skipSelf)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var (all, from) = (points.to(float64), queries.to(float64));
        var squared = new SquaredDistances(all, float64);
        var (m, n, d) = (from.shape[0], all.shape[0], all.shape[1]);
        var rows = Math.Clamp(BlockNumbers / Math.Max(n, k * d), 1, m);
        var (distances, indices) = (new List<Tensor>(), new List<Tensor>());
        for (var start = 0L; start < m; start += rows)
        {
            using var block = NewDisposeScope();
            var part = from.narrow(0, start, Math.Min(rows, m - start)); // (b, d)
            var (order, slack) = squared.To(part); // (b, n), (b, 1)
            if (skipSelf) order.diagonal(start).fill_(double.PositiveInfinity);
            var (last, nearest) = order.topk(k, 1, largest: false); // (b, k)
            var unsure = order.le(last.narrow(1, k - 1, 1) + slack).sum(1).ne(k); // (b)
            foreach (var (which, exact) in squared.Exactly(part, unsure))
            {
                if (skipSelf)
                    exact.scatter_(1, (which + start).unsqueeze(1),
                        full([which.shape[0], 1], double.PositiveInfinity, float64, exact.device));
                nearest.index_copy_(0, which, exact.topk(k, 1, largest: false).indexes);
            }
            var near = all.index_select(0, nearest.flatten()).reshape(-1, k, d);
            var (distance, rank) = (near - part.unsqueeze(1)).square().sum(2).sqrt().sort(1);
            distances.Add(distance.MoveToOuterDisposeScope());
            indices.Add(nearest.gather(1, rank).MoveToOuterDisposeScope());
        }
        return new(cat(distances.ToArray()).to(Points.Type(queries)).MoveToOuterDisposeScope(),
            cat(indices.ToArray()).MoveToOuterDisposeScope());
    }
}
