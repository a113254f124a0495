namespace Autoencoders;

/// <summary>
/// Linear regression with few weights: ‖y − X w − b‖²/2n + α‖w‖₁, by coordinate descent (Friedman, Hastie and
/// Tibshirani 2010). It is scikit-learn's Lasso, to the same optimum.
/// </summary>
internal static class Lasso
{
    /// <summary>
    /// The weights, (d), of columns x, d arrays of n, for the target y, (n); the intercept is not penalised and not
    /// returned.
    /// </summary>
    public static double[] Fit(double[][] x, double[] y, double alpha)
    {
        var columns = x.Select(Centred).ToArray();
        var rest = Centred(y);
        var squares = columns.Select(column => column.Sum(value => value * value)).ToArray();
        var weights = new double[x.Length];
        for (var pass = 0; pass < 10_000; pass++)
        {
            var (moved, largest) = (0.0, 0.0);
            for (var j = 0; j < weights.Length; j++)
            {
                if (squares[j] == 0) continue;
                var (old, column, product) = (weights[j], columns[j], 0.0);
                for (var i = 0; i < rest.Length; i++) product += column[i] * rest[i];
                var pull = product + squares[j] * old;
                weights[j] = Math.Sign(pull) * Math.Max(0, Math.Abs(pull) - alpha * rest.Length) / squares[j];
                if (weights[j] != old)
                    for (var i = 0; i < rest.Length; i++) rest[i] -= (weights[j] - old) * column[i];
                (moved, largest) =
                    (Math.Max(moved, Math.Abs(weights[j] - old)), Math.Max(largest, Math.Abs(weights[j])));
            }
            if (moved <= 1e-12 * largest) break;
        }
        return weights;
    }

    private static double[] Centred(double[] values)
    {
        var mean = values.Average();
        return Array.ConvertAll(values, value => value - mean);
    }
}
