using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>A partition that k-means found.</summary>
/// <param name="Centres">The clusters' means, (k, d).</param>
/// <param name="Labels">The cluster of each point, int64, (n).</param>
/// <param name="Inertia">The sum of the squared distances from each point to its centre.</param>
/// <param name="Iterations">Rounds until no point changed its cluster.</param>
public sealed record KMeansResult(Tensor Centres, Tensor Labels, double Inertia, int Iterations);

/// <summary>
/// k-means: Lloyd's algorithm (1982), each point to its nearest centre and each centre to its points' mean until
/// nothing changes, from centres drawn by k-means++ (Arthur and Vassilvitskii 2007).
/// </summary>
/// <remarks>Chapter 6, <i>Clusters</i>.</remarks>
public static class KMeans
{
    /// <summary>The best of several runs from different k-means++ starts.</summary>
    /// <param name="x">The points, (n, d).</param>
    /// <param name="k">The number of clusters, 1 to n.</param>
    /// <param name="seed">Decides the starts.</param>
    /// <param name="restarts">How many runs; the one with the least inertia is returned.</param>
    /// <param name="maxIterations">The most rounds of a run.</param>
    /// <param name="cancellation">Stops between two rounds; the stop button of a notebook does so without it,
    /// too.</param>
    /// <exception cref="ArgumentException">x is no matrix, is empty, or holds a value that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k is not between 1 and n.</exception>
    public static KMeansResult Fit(Tensor x, int k, int seed = 0, int restarts = 10, int maxIterations = 300,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(restarts, 1);
        KMeansResult? best = null;
        for (var run = 0; run < restarts; run++)
        {
            using var centres = PlusPlus(x, k, seed * 1000 + run);
            var result = Lloyd(x, centres, maxIterations, cancellation);
            if (best is null || result.Inertia < best.Inertia) (best, result) = (result, best!);
            result?.Centres.Dispose();
            result?.Labels.Dispose();
        }
        return best!;
    }

    /// <summary>
    /// k of the points, (k, d), each drawn with a probability proportional to its squared distance to those before it.
    /// </summary>
    /// <exception cref="ArgumentException">x is no matrix, is empty, or holds a value that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k is not between 1 and n.</exception>
    public static Tensor PlusPlus(Tensor x, int k, int seed = 0)
    {
        Require.Points(x, nameof(x));
        Require.Count(k, nameof(k), x.shape[0], "points");
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var random = new SplitMix64((uint)seed, (uint)k);
        var chosen = new List<long> { random.Below((int)x.shape[0]) };
        var real = Points.Real(x);
        var nearest = ToRow(chosen[0]);
        while (chosen.Count < k)
        {
            chosen.Add(Draw(TensorValues.Read(nearest), random.Uniform()));
            nearest = nearest.minimum(ToRow(chosen[^1]));
        }
        return x.index_select(0, tensor(chosen.ToArray(), device: x.device)).MoveToOuterDisposeScope();

        Tensor ToRow(long which) => (real - real[which]).square().sum(1); // (n)
    }

    /// <summary>
    /// Lloyd's algorithm from the given <paramref name="centres"/> (k, d). A centre left without points moves to the
    /// point farthest from its own.
    /// </summary>
    /// <exception cref="ArgumentException">x or the centres are no matrices, are empty, hold a value that is not
    /// finite, or differ in width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are more centres than points.</exception>
    public static KMeansResult Lloyd(Tensor x, Tensor centres, int maxIterations = 300,
        CancellationToken cancellation = default)
    {
        Require.Points(x, nameof(x));
        Require.Points(centres, nameof(centres));
        Require.SameWidth(x, nameof(x), centres, nameof(centres));
        var k = (int)centres.shape[0];
        Require.Count(k, nameof(k), x.shape[0], "points");
        ArgumentOutOfRangeException.ThrowIfLessThan(maxIterations, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, Cancellation.OfTheNotebook);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        // Around their mean, where the means of far points do not lose digits.
        var mean = x.to(float64).mean([0L]);
        var points = Around(x);
        var at = Around(centres);
        var labels = Nearest(points, at);
        for (var round = 1; ; round++)
        {
            stop.Token.ThrowIfCancellationRequested();
            using var step = NewDisposeScope();
            at = Means(points, labels, k, at).MoveToOuterDisposeScope();
            var before = labels;
            labels = Nearest(points, at).MoveToOuterDisposeScope();
            if (round < maxIterations && labels.ne(before).any().item<bool>()) continue;
            var inertia = (points - at.index_select(0, labels)).to(float64).square().sum().item<double>();
            at = (at.to(float64) + mean).to(points.dtype).MoveToOuterDisposeScope();
            return new(at.MoveToOuterDisposeScope(), labels.MoveToOuterDisposeScope(), inertia, round);
        }

        Tensor Around(Tensor rows) => (rows.to(float64) - mean).to(Points.Type(x, centres));
    }

    /// <summary>The nearest centre of each point, the first of several: (n, d) and (k, d) to int64, (n).</summary>
    /// <exception cref="ArgumentException">x or the centres are no matrices, are empty, hold a value that is not
    /// finite, or differ in width.</exception>
    public static Tensor Assign(Tensor x, Tensor centres)
    {
        Require.Points(x, nameof(x));
        Require.Points(centres, nameof(centres));
        Require.SameWidth(x, nameof(x), centres, nameof(centres));
        return Nearest(x, centres);
    }

    /// <summary>
    /// As <see cref="Assign"/>, for what has been checked; of centres that are not finite it says so.
    /// </summary>
    internal static Tensor Nearest(Tensor x, Tensor centres)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var distances = new SquaredDistances(centres, Points.Type(x, centres));
        var (order, slack) = distances.To(x);                               // (n, k), (n, 1)
        var (least, nearest) = order.min(1, keepdim: true);                 // (n, 1), (n, 1)
        var labels = nearest.squeeze(1);
        order.scatter_(1, nearest, full_like(least, float.PositiveInfinity)); // leaves the second nearest as the least
        // (n); also where something is NaN
        var unsure = order.amin([1L], true).gt(least + slack).logical_not().squeeze(1);
        foreach (var (rows, exact) in distances.Exactly(x, unsure)) labels.index_copy_(0, rows, exact.argmin(1));
        return labels.MoveToOuterDisposeScope();
    }

    private static Tensor Means(Tensor x, Tensor labels, int k, Tensor centres)
    {
        var members = nn.functional.one_hot(labels, k).to(x.dtype); // (n, k)
        var sizes = members.sum(0L); // (k)
        var means = members.t().mm(x) / sizes.clamp(min: 1).unsqueeze(1); // (k, d)
        var empty = Empty(sizes);
        if (empty.Count == 0) return means;
        var farthest = (x - centres.index_select(0, labels)).square().sum(1).topk(empty.Count, 0).Item2;
        return means.index_copy(0, tensor(empty.ToArray(), device: x.device), x.index_select(0, farthest));
    }

    // The indices of the clusters without members.
    private static List<long> Empty(Tensor sizes) =>
        [.. TensorValues.Read(sizes).Select((size, c) => (size, c)).Where(pair => pair.size == 0)
            .Select(pair => (long)pair.c)];

    // The index at which the running sum of the weights passes a share of their total; any index if all weights are
    // zero.
    private static long Draw(double[] weights, double share)
    {
        var left = share * weights.Sum();
        for (var i = 0; i < weights.Length; i++)
        {
            left -= weights[i];
            if (left < 0) return i;
        }
        return Array.FindLastIndex(weights, weight => weight > 0) is var last and >= 0
            ? last
            : (long)(share * weights.Length);
    }
}
