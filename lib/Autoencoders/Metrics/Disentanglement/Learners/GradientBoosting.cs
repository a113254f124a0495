namespace Autoencoders;

/// <summary>
/// Gradient-boosted trees for classes (Friedman 2001, algorithm 6): in each round one regression tree for each class is
/// fitted to the residuals of the softmax. 100 rounds, depth 3, rate 0.1. Codes with more than 256 different values are
/// cut into 256 bins of equal frequency; with no more it is scikit-learn's GradientBoostingClassifier with its
/// defaults.
/// </summary>
internal sealed class GradientBoosting
{
    private const int Rounds = 100;
    private const double Rate = 0.1;
    private readonly BinnedRows data;
    private readonly double[] start;
    private readonly RegressionTree[][] rounds;

    private GradientBoosting(BinnedRows data, double[] start, RegressionTree[][] rounds) =>
        (this.data, this.start, this.rounds) = (data, start, rounds);

    /// <summary>
    /// Fits columns x, d arrays of n, to labels below <paramref name="classes"/>; every class must occur.
    /// </summary>
    public static GradientBoosting Fit(double[][] x, int[] labels, int classes)
    {
        var data = BinnedRows.Bin(x);
        var n = labels.Length;
        var shares = Enumerable.Range(0, classes).Select(c => (double)labels.Count(label => label == c) / n).ToArray();
        // Two classes need one tree, for the log-odds of the second.
        double[] start = classes == 2 ? [Math.Log(shares[1] / shares[0])] : Array.ConvertAll(shares, Math.Log);
        var raw = start.Select(value => Enumerable.Repeat(value, n).ToArray()).ToArray();
        var residuals = start.Select(_ => new double[n]).ToArray();
        var work = new RegressionTree.Workspace(data);
        var rounds = new RegressionTree[Rounds][];
        for (var round = 0; round < Rounds; round++)
        {
            SetResiduals(residuals, raw, labels);
            var grown = rounds[round] = new RegressionTree[start.Length];
            for (var c = 0; c < start.Length; c++)
            {
                var tree = grown[c] = RegressionTree.Grow(data, residuals[c], work);
                SetValues(tree.Value, residuals[c], work.Leaves, classes);
                for (var i = 0; i < n; i++) raw[c][i] += Rate * tree.Value[work.Leaves[i]];
            }
        }
        return new(data, start, rounds);
    }

    /// <summary>
    /// How much of the squared error each column took away over all trees, (d), as shares of 1; all 0 if no tree split.
    /// </summary>
    public double[] Importances
    {
        get
        {
            var gains = new double[data.Columns];
            foreach (var (feature, gain) in rounds.SelectMany(round => round).SelectMany(tree => tree.Splits))
                gains[feature] += gain;
            var sum = gains.Sum();
            return sum > 0 ? Array.ConvertAll(gains, gain => gain / sum) : gains;
        }
    }

    /// <summary>The likeliest class of each row of columns x, (n).</summary>
    public int[] Predict(double[][] x)
    {
        var rows = data.Alike(x);
        var classes = new int[rows.Count];
        for (var i = 0; i < classes.Length; i++)
        {
            var row = rows.Row(i);
            var (best, most) = (0, double.NegativeInfinity);
            for (var c = 0; c < start.Length; c++)
            {
                var sum = 0.0;
                foreach (var round in rounds) sum += round[c].Value[round[c].Leaf(row)];
                if (start[c] + Rate * sum is var value && value > most) (best, most) = (c, value);
            }
            classes[i] = start.Length == 1 ? most > 0 ? 1 : 0 : best;
        }
        return classes;
    }

    private static void SetResiduals(double[][] residuals, double[][] raw, int[] labels)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            if (raw.Length == 1)
            {
                residuals[0][i] = labels[i] - 1 / (1 + Math.Exp(-raw[0][i]));
                continue;
            }
            var (most, sum) = (double.NegativeInfinity, 0.0);
            foreach (var column in raw) most = Math.Max(most, column[i]);
            for (var c = 0; c < raw.Length; c++) sum += residuals[c][i] = Math.Exp(raw[c][i] - most);
            for (var c = 0; c < raw.Length; c++) residuals[c][i] = (labels[i] == c ? 1 : 0) - residuals[c][i] / sum;
        }
    }

    // A leaf's value is one Newton step of the log-likelihood (Friedman 2001, equation 32).
    private static void SetValues(double[] values, double[] residuals, byte[] leaves, int classes)
    {
        var (above, below) = (new double[values.Length], new double[values.Length]);
        for (var i = 0; i < residuals.Length; i++)
        {
            var size = Math.Abs(residuals[i]);
            above[leaves[i]] += residuals[i];
            below[leaves[i]] += size * (1 - size);
        }
        for (var leaf = 0; leaf < values.Length; leaf++)
            values[leaf] = below[leaf] < 1e-150
                ? 0
                : above[leaf] / below[leaf] * (classes == 2 ? 1 : (classes - 1.0) / classes);
    }
}
