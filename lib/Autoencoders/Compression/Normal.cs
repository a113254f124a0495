namespace Autoencoders;

/// <summary>
/// The standard normal distribution's integral and its inverse, in double precision and without a table, for bins that
/// both sides must agree on.
/// </summary>
public static class Normal
{
    /// <summary>Φ(x), the probability of a value below x, with an error below 10⁻¹⁴.</summary>
    public static double Cumulative(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x > 0) return 1 - Cumulative(-x);
        if (x < -38) return 0;
        var density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        if (x > -3)
        {
            // Φ(x) = ½ + φ(x)(x + x³/3 + x⁵/(3·5) + …)
            var (term, sum) = (x, x);
            for (var k = 3; Math.Abs(term) > 1e-18; k += 2) sum += term *= x * x / k;
            return 0.5 + density * sum;
        }
        // Φ(−x) = φ(x) / (x + 1/(x + 2/(x + 3/…)))
        var fraction = -x;
        for (var k = 60; k > 0; k--) fraction = -x + k / fraction;
        return density / fraction;
    }

    /// <summary>The x with Φ(x) = p; infinite for 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">p is not in [0, 1].</exception>
    public static double Quantile(double p)
    {
        Require.Share(p, nameof(p));
        if (p > 0.5) return -Quantile(1 - p);
        if (p == 0) return double.NegativeInfinity;
        var (low, high) = (-38.6, 0.0);
        for (var i = 0; i < 70; i++) // halves the interval to the last digit; bins are computed once
        {
            var middle = (low + high) / 2;
            if (Cumulative(middle) < p) low = middle; else high = middle;
        }
        return (low + high) / 2;
    }
}
