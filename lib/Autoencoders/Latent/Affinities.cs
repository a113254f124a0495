using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The joint probabilities p_ij of t-SNE (van der Maaten and Hinton 2008): how likely i and j are picked as neighbours,
/// <code>p_{j|i} = exp(−β_i d_ij²) / Σ_l exp(−β_i d_il²)   p_ij = (p_{j|i} + p_{i|j}) / 2n</code>
/// with each β_i such that the distribution p_{·|i} has the wanted perplexity exp(entropy), a smooth count of
/// neighbours. Sparse: only nearest neighbours have a probability above zero (van der Maaten 2014), unless all pairs
/// are asked for.
/// </summary>
/// <remarks>Chapter 6, <i>Maps</i>.</remarks>
public sealed class Affinities
{
    /// <summary>More points than this, all pairs of them, would take gigabytes.</summary>
    internal const int MostForAllPairs = 4000;

    private Affinities(int[] start, int[] column, double[] value) => (Start, Column, Value) = (start, column, value);

    /// <summary>
    /// Where each row begins in <see cref="Column"/> and <see cref="Value"/>, and at the end their length.
    /// </summary>
    internal int[] Start { get; }

    internal int[] Column { get; }

    internal double[] Value { get; }

    /// <summary>The number of points n.</summary>
    public int Count => Start.Length - 1;

    /// <summary>How many pairs (i, j) have a probability above zero.</summary>
    public int Pairs => Column.Length;

    /// <summary>The affinities of <paramref name="points"/> (n, d).</summary>
    /// <param name="points">The points, (n, d).</param>
    /// <param name="perplexity">The perplexity of each p_{·|i}: about how many neighbours count; 1 to (n −
    /// 1)/3.</param>
    /// <param name="allPairs">Whether all pairs have a probability; else the ⌊3·perplexity⌋ + 1 nearest neighbours of
    /// each point.</param>
    /// <param name="cancellation">Stops between two points.</param>
    /// <exception cref="ArgumentException">points is no matrix, holds a value that is not finite, or too many points
    /// for all pairs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The perplexity is below 1 or too large for so few
    /// points.</exception>
    public static Affinities Compute(Tensor points, double perplexity, bool allPairs = false,
        CancellationToken cancellation = default)
    {
        Require.Points(points, nameof(points), atLeast: 4);
        var n = (int)points.shape[0];
        if (!(perplexity >= 1 && 3 * perplexity <= n - 1))
            throw new ArgumentOutOfRangeException(nameof(perplexity), perplexity,
                FormattableString.Invariant(
                    $"The perplexity must lie between 1 and a third of the other points, {(n - 1)
                        / 3.0:G4} for {n} points: it counts neighbours."));
        if (allPairs && n > MostForAllPairs)
            throw new ArgumentException($"All pairs of {n} points take too much memory; up to {MostForAllPairs} points "
                + "are possible. Use nearest neighbours (Barnes-Hut) for more.", nameof(points));

        var k = allPairs ? n - 1 : Math.Min(n - 1, (int)(3 * perplexity) + 1);
        using var scope = NewDisposeScope();
        var near = NearestNeighbours.Among(points.to(float64), k);
        var (distance, index) = (near.Distance.cpu().data<double>().ToArray(), near.Index.cpu().data<long>().ToArray());
        var conditional = new double[distance.Length];
        Parallel.For(0, n, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            var squared = new double[k];
            for (var j = 0; j < k; j++) squared[j] = distance[i * k + j] * distance[i * k + j];
            Conditional(squared, perplexity).CopyTo(conditional, i * k);
        });
        return Symmetric(n, k, index, conditional);
    }

    /// <summary>
    /// The distribution over neighbours at these squared distances that has the wanted perplexity: exp(−β d²)
    /// normalised, with β found by bisection. Where more neighbours than the perplexity share the smallest distance,
    /// they share the probability.
    /// </summary>
    /// <param name="squaredDistances">d² to each neighbour, not negative.</param>
    /// <param name="perplexity">From 1 to the number of neighbours.</param>
    /// <exception cref="ArgumentException">A squared distance is negative or not finite, or the perplexity is out of
    /// its range.</exception>
    public static double[] Conditional(ReadOnlySpan<double> squaredDistances, double perplexity)
    {
        foreach (var squared in squaredDistances)
            if (!(squared >= 0 && double.IsFinite(squared)))
                throw new ArgumentException(
                    FormattableString.Invariant($"Squared distances are finite and not negative; {squared} is not."),
                    nameof(squaredDistances));
        if (!(perplexity >= 1 && perplexity <= squaredDistances.Length))
            throw new ArgumentOutOfRangeException(nameof(perplexity), perplexity,
                $"The perplexity lies between 1 and {squaredDistances.Length}, the number of neighbours.");
        var p = new double[squaredDistances.Length];
        var (nearest, spread) = (double.PositiveInfinity, 0.0);
        foreach (var squared in squaredDistances) nearest = Math.Min(nearest, squared);
        foreach (var squared in squaredDistances) spread += (squared - nearest) / p.Length;
        var (low, high, beta, wanted) =
            (0.0, double.PositiveInfinity, spread > 0 ? 1 / spread : 1, Math.Log(perplexity));
        for (var step = 0; step < 200; step++)
        {
            var excess = Distribution(squaredDistances, nearest, beta, p) - wanted; // falls with β
            if (Math.Abs(excess) < 1e-12) break;
            if (excess > 0) low = beta; else high = beta;
            var next = double.IsInfinity(high) ? 2 * beta : (low + high) / 2;
            if (next == beta) break;
            beta = next;
        }
        return p;
    }

    /// <summary>All p_ij as a matrix, float64, (n, n); the diagonal is zero and the sum one.</summary>
    public Tensor Dense()
    {
        var dense = new double[(long)Count * Count];
        for (var i = 0; i < Count; i++)
            for (var e = Start[i]; e < Start[i + 1]; e++)
                dense[(long)i * Count + Column[e]] = Value[e];
        return tensor(dense, [Count, Count], device: Autoencoders.Compute.Device);
    }

    // Writes exp(−β (d² − nearest)) normalised into p, and returns its entropy in nats.
    private static double Distribution(ReadOnlySpan<double> squared, double nearest, double beta, double[] p)
    {
        var (sum, weighted) = (0.0, 0.0);
        for (var j = 0; j < p.Length; j++)
        {
            p[j] = Math.Exp(-beta * (squared[j] - nearest));
            sum += p[j];
            weighted += p[j] * (squared[j] - nearest);
        }
        for (var j = 0; j < p.Length; j++) p[j] /= sum;
        return Math.Log(sum) + beta * weighted / sum;
    }

    private static Affinities Symmetric(int n, int k, long[] neighbour, double[] conditional)
    {
        var start = new int[n + 1];
        for (var i = 0; i < n; i++) start[i + 1] += k;
        foreach (var j in neighbour) start[j + 1]++;
        for (var i = 0; i < n; i++) start[i + 1] += start[i];

        // Every p_{j|i} is entered into row i and into row j; rows are then sorted, and pairs that are both neighbours
        // merged.
        var (column, value, next) = (new int[start[n]], new double[start[n]], start[..n]);
        for (var e = 0; e < neighbour.Length; e++)
        {
            var (i, j, half) = (e / k, (int)neighbour[e], conditional[e] / (2.0 * n));
            (column[next[i]], value[next[i]++]) = (j, half);
            (column[next[j]], value[next[j]++]) = (i, half);
        }
        var kept = 0;
        for (var i = 0; i < n; i++)
        {
            var (from, to, first) = (start[i], start[i + 1], kept);
            Array.Sort(column, value, from, to - from);
            for (var e = from; e < to; e++)
            {
                if (kept > first && column[kept - 1] == column[e]) value[kept - 1] += value[e];
                else (column[kept], value[kept++]) = (column[e], value[e]);
            }
            start[i] = first;
        }
        start[n] = kept;
        return new(start, column[..kept], value[..kept]);
    }
}
