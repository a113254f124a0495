namespace TorchSharp;

public static partial class torch
{
    public static (Tensor hist, Tensor bin_edges) histogram(Tensor input, Tensor bins, Tensor? weight = null, bool density = false) =>
        Ops.histogram_bins_tensor.Call2(input, bins, weight, density);

    public static (Tensor hist, Tensor bin_edges) histogram(Tensor input, long bins, (double min, double max)? range = null, Tensor? weight = null, bool density = false) =>
        Ops.histogram_bin_ct.Call2(input, bins, range is { } r ? new[] { r.min, r.max } : null, weight, density);

    public static (Tensor hist, Tensor bin_edges) histogram(Tensor input, Tensor bins, out (Tensor hist, Tensor bin_edges) out_tensor) => out_tensor = histogram(input, bins);

    public static (Tensor hist, Tensor bin_edges) histogram(Tensor input, Tensor bins, Tensor weight, bool density, out (Tensor hist, Tensor bin_edges) out_tensor) => out_tensor = histogram(input, bins, weight, density);

    public static (Tensor hist, Tensor bin_edges) histogram(Tensor input, long bins, out (Tensor hist, Tensor bin_edges) out_tensor) => out_tensor = histogram(input, bins);

    public static (Tensor hist, Tensor bin_edges) histogram(Tensor input, long bins, (double min, double max)? range, out (Tensor hist, Tensor bin_edges) out_tensor) => out_tensor = histogram(input, bins, range);

    public static (Tensor hist, Tensor bin_edges) histogram(Tensor input, long bins, (double min, double max)? range, Tensor weight, bool density, out (Tensor hist, Tensor bin_edges) out_tensor) => out_tensor = histogram(input, bins, range, weight, density);

    /// <summary>As many bins as the rule gives for the data.</summary>
    public static (Tensor hist, Tensor bin_edges) histogram(Tensor input, HistogramBinSelector bins, (double min, double max)? range = null, bool density = false) =>
        histogram(input, BinCount(input, bins, range), range, null, density);

    private static long BinCount(Tensor input, HistogramBinSelector rule, (double min, double max)? range)
    {
        using var scope = NewDisposeScope();
        var x = input.flatten().to(ScalarType.Float64);
        if (range is { } r) x = x.masked_select((x >= r.min).logical_and(x <= r.max));
        var n = x.numel();
        if (n == 0) return 1;
        var spread = x.max().item<double>() - x.min().item<double>();
        if (spread == 0) return 1;
        var width = rule switch
        {
            HistogramBinSelector.Sqrt => spread / Math.Sqrt(n),
            HistogramBinSelector.Sturges => spread / (Math.Log2(n) + 1),
            HistogramBinSelector.Rice => spread / (2 * Math.Cbrt(n)),
            HistogramBinSelector.Scott => Math.Cbrt(24 * Math.Sqrt(Math.PI) / n) * x.std(unbiased: false).item<double>(),
            HistogramBinSelector.Doane => DoaneWidth(x, n, spread),
            HistogramBinSelector.Stone => StoneWidth(x, n, spread),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "Not a rule for the number of bins."),
        };
        return width > 0 ? Math.Max(1, (long)Math.Ceiling(spread / width)) : 1;
    }

    // Doane 1976: Sturges' rule with a term for the skewness.
    private static double DoaneWidth(Tensor x, long n, double spread)
    {
        if (n < 3) return 0;
        var sigma = x.std(unbiased: false).item<double>();
        if (sigma == 0) return 0;
        var skewness = Math.Abs(((x - x.mean()) / sigma).pow(3).mean().item<double>());
        var sd = Math.Sqrt(6.0 * (n - 2) / ((n + 1.0) * (n + 3)));
        return spread / (1 + Math.Log2(n) + Math.Log2(1 + skewness / sd));
    }

    // Stone 1984: the number of bins with the least estimate of the integrated squared error.
    private static double StoneWidth(Tensor x, long n, double spread)
    {
        if (n <= 1) return 0;
        var most = Math.Max(100, (long)Math.Sqrt(n));
        var best = (Error: double.PositiveInfinity, Bins: 1L);
        for (var bins = 1L; bins <= most; bins++)
        {
            var p = x.histc(bins) / n;
            var error = (2 - (n + 1) * p.square().sum().item<double>()) * bins / spread;
            if (error < best.Error) best = (error, bins);
        }
        return spread / best.Bins;
    }
}
