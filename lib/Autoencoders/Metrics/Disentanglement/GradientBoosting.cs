namespace Autoencoders.Metrics.Disentanglement;

/// <summary>
/// Gradient-boosted trees for classes (Friedman 2001, algorithm 6): in each round one regression tree for each class is fitted to the residuals
/// of the softmax. 100 rounds, depth 3, rate 0.1. Codes with more than 256 different values are cut into 256 bins of equal frequency; with no
/// more it is scikit-learn's GradientBoostingClassifier with its defaults.
/// </summary>
internal sealed class GradientBoosting
{
    private const int Rounds = 100, Depth = 3, MostBins = 256;
    private const int Inner = (1 << Depth) - 1; // nodes that may split: node i has the children 2i + 1 and 2i + 2
    private const double Rate = 0.1;
    private readonly double[][] edges;
    private readonly double[] start;
    private readonly Tree[][] rounds;

    private GradientBoosting(double[][] edges, double[] start, Tree[][] rounds) => (this.edges, this.start, this.rounds) = (edges, start, rounds);

    /// <summary>Feature of each inner node, −1 where there is no split; the largest bin that goes left; the value of each node.</summary>
    private sealed record Tree(int[] Feature, byte[] Bin, double[] Value, double[] Gain)
    {
        public int Leaf(Func<int, byte> bin)
        {
            var node = 0;
            while (node < Inner && Feature[node] >= 0) node = 2 * node + (bin(Feature[node]) <= Bin[node] ? 1 : 2);
            return node;
        }
    }

    /// <summary>Fits columns x, d arrays of n, to labels below <paramref name="classes"/>; every class must occur.</summary>
    public static GradientBoosting Fit(double[][] x, int[] labels, int classes)
    {
        var edges = x.Select(Edges).ToArray();
        var bins = x.Select((column, j) => Array.ConvertAll(column, value => Bin(edges[j], value))).ToArray();
        var n = labels.Length;
        var shares = Enumerable.Range(0, classes).Select(c => (double)labels.Count(label => label == c) / n).ToArray();
        // Two classes need one tree, for the log-odds of the second.
        var trees = classes == 2 ? 1 : classes;
        double[] start = classes == 2 ? [Math.Log(shares[1] / shares[0])] : Array.ConvertAll(shares, Math.Log);
        var raw = start.Select(value => Enumerable.Repeat(value, n).ToArray()).ToArray();
        var rounds = new Tree[Rounds][];
        for (var round = 0; round < Rounds; round++)
        {
            var residuals = Residuals(raw, labels);
            var grown = new Tree[trees];
            Parallel.For(0, trees, c =>
            {
                var (tree, leaves) = Grow(bins, residuals[c], classes);
                for (var i = 0; i < n; i++) raw[c][i] += Rate * tree.Value[leaves[i]];
                grown[c] = tree;
            });
            rounds[round] = grown;
        }
        return new(edges, start, rounds);
    }

    /// <summary>How much of the squared error each column took away over all trees, (d), as shares of 1; all 0 if no tree split.</summary>
    public double[] Importances
    {
        get
        {
            var gains = new double[edges.Length];
            foreach (var tree in rounds.SelectMany(round => round))
                for (var node = 0; node < Inner; node++)
                    if (tree.Feature[node] >= 0) gains[tree.Feature[node]] += tree.Gain[node];
            var sum = gains.Sum();
            return sum > 0 ? Array.ConvertAll(gains, gain => gain / sum) : gains;
        }
    }

    /// <summary>The likeliest class of each row of columns x, (n).</summary>
    public int[] Predict(double[][] x)
    {
        var classes = new int[x[0].Length];
        Parallel.For(0, classes.Length, i =>
        {
            var row = x.Select((column, j) => Bin(edges[j], column[i])).ToArray();
            var raw = start.Select((value, c) => value + Rate * rounds.Sum(round => round[c].Value[round[c].Leaf(j => row[j])])).ToArray();
            classes[i] = raw.Length == 1 ? raw[0] > 0 ? 1 : 0 : Array.IndexOf(raw, raw.Max());
        });
        return classes;
    }

    private static double[][] Residuals(double[][] raw, int[] labels)
    {
        var residuals = raw.Select(column => new double[column.Length]).ToArray();
        Parallel.For(0, labels.Length, i =>
        {
            if (raw.Length == 1)
            {
                residuals[0][i] = labels[i] - 1 / (1 + Math.Exp(-raw[0][i]));
                return;
            }
            var (most, sum) = (double.NegativeInfinity, 0.0);
            foreach (var column in raw) most = Math.Max(most, column[i]);
            foreach (var column in raw) sum += Math.Exp(column[i] - most);
            for (var c = 0; c < raw.Length; c++) residuals[c][i] = (labels[i] == c ? 1 : 0) - Math.Exp(raw[c][i] - most) / sum;
        });
        return residuals;
    }

    // A regression tree on the residuals, level by level from tables of sums, and the leaf of each row.
    private static (Tree Tree, byte[] Leaves) Grow(byte[][] bins, double[] residuals, int classes)
    {
        var n = residuals.Length;
        var tree = new Tree([.. Enumerable.Repeat(-1, Inner)], new byte[Inner], new double[2 * Inner + 1], new double[Inner]);
        var leaves = new byte[n];
        for (int level = 0, first = 0; level < Depth; first = 2 * first + 1, level++)
        {
            var nodes = 1 << level;
            var (sums, counts) = (new double[nodes * MostBins], new int[nodes * MostBins]);
            var bestGain = new double[nodes];
            for (var j = 0; j < bins.Length; j++)
            {
                Array.Clear(sums);
                Array.Clear(counts);
                for (var i = 0; i < n; i++)
                    if (leaves[i] >= first)
                    {
                        var cell = (leaves[i] - first) * MostBins + bins[j][i];
                        sums[cell] += residuals[i];
                        counts[cell]++;
                    }
                for (var node = 0; node < nodes; node++)
                    if (BestSplit(sums.AsSpan(node * MostBins, MostBins), counts.AsSpan(node * MostBins, MostBins)) is var (gain, bin) && gain > bestGain[node])
                    {
                        bestGain[node] = gain;
                        (tree.Feature[first + node], tree.Bin[first + node], tree.Gain[first + node]) = (j, bin, gain / n);
                    }
            }
            for (var i = 0; i < n; i++)
                if (leaves[i] >= first && tree.Feature[leaves[i]] is >= 0 and var feature)
                    leaves[i] = (byte)(2 * leaves[i] + (bins[feature][i] <= tree.Bin[leaves[i]] ? 1 : 2));
        }
        // A leaf's value is one Newton step of the log-likelihood (Friedman 2001, equation 32).
        var (above, below) = (new double[tree.Value.Length], new double[tree.Value.Length]);
        for (var i = 0; i < n; i++)
        {
            var size = Math.Abs(residuals[i]);
            above[leaves[i]] += residuals[i];
            below[leaves[i]] += size * (1 - size);
        }
        for (var leaf = 0; leaf < above.Length; leaf++)
            tree.Value[leaf] = below[leaf] < 1e-150 ? 0 : above[leaf] / below[leaf] * (classes == 2 ? 1 : (classes - 1.0) / classes);
        return (tree, leaves);
    }

    // The split that takes away most of the squared error, and how much; no gain if there is no split.
    private static (double Gain, byte Bin) BestSplit(ReadOnlySpan<double> sums, ReadOnlySpan<int> counts)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in sums) sum += value;
        foreach (var value in counts) count += value;
        var (left, leftCount, best, bestBin) = (0.0, 0, 0.0, 0);
        for (var bin = 0; bin < MostBins && leftCount < count; bin++)
        {
            if (counts[bin] == 0) continue;
            left += sums[bin];
            leftCount += counts[bin];
            if (leftCount == count) break;
            var difference = left / leftCount - (sum - left) / (count - leftCount);
            var gain = (double)leftCount * (count - leftCount) / count * difference * difference;
            if (gain > best) (best, bestBin) = (gain, bin);
        }
        return (best, (byte)bestBin);
    }

    // The values that part the bins: halfway between neighbours, or at even frequencies where there are too many.
    private static double[] Edges(double[] values)
    {
        var distinct = values.Distinct().Order().ToArray();
        if (distinct.Length <= MostBins) return [.. distinct.Zip(distinct.Skip(1), (a, b) => a + (b - a) / 2)];
        var sorted = values.Order().ToArray();
        return [.. Enumerable.Range(1, MostBins - 1).Select(i => sorted[(int)((long)i * sorted.Length / MostBins)]).Distinct()];
    }

    private static byte Bin(double[] edges, double value) => (byte)(Array.BinarySearch(edges, value) is var found && found < 0 ? ~found : found);
}
