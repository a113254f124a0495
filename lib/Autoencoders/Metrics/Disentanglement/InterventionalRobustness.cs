using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The interventional robustness score, IRS (Suter, Miladinović, Schölkopf and Bauer 2019): with one factor held fixed,
/// how far can a code be moved by all others? For each code the factor that leaves it the least room is taken, and the
/// room is measured as a share of the code's largest deviation; codes count by that deviation. Several codes that
/// repeat one factor are as robust as one.
/// </summary>
/// <remarks>Chapter 12, <i>Robustness</i>.</remarks>
public static class InterventionalRobustness
{
    /// <summary>
    /// The weighted mean over the codes, at most 1; 0 if all codes are constant. Codes (n, d), the factors' classes
    /// int64 (n, k). Deviations are from the mean, within a class or over all; in a class the
    /// <paramref name="quantile"/> of them is taken, for 1 the largest as in the paper. Usual: 10,000 images, so that a
    /// class of each factor has some hundreds.
    /// </summary>
    /// <exception cref="ArgumentException">As <see cref="FactorInformation.Measure(Tensor, Tensor, int)"/>, or the
    /// quantile lies outside [0, 1].</exception>
    public static double Compute(Tensor codes, Tensor factors, double quantile = 0.99)
    {
        Require.Share(quantile, nameof(quantile));
        var data = CodedFactors.Read(codes, factors);
        var largest = data.Codes.Select(column => Deviations(column).Max()).ToArray();
        if (largest.Sum() == 0) return 0;
        var rows = Enumerable.Range(0, data.Factors.Length).Select(data.RowsByClass).ToArray();
        var robust = new double[largest.Length];
        Parallel.For(0, largest.Length, j =>
        {
            double Room(int[][] classes) =>
                classes.Average(members =>
                    Quantile(Deviations(Array.ConvertAll(members, row => data.Codes[j][row])), quantile));
            if (largest[j] > 0) robust[j] = 1 - rows.Min(Room) / largest[j];
        });
        return robust.Zip(largest, (score, weight) => score * weight).Sum() / largest.Sum();
    }

    private static double[] Deviations(double[] values)
    {
        var mean = values.Average();
        return Array.ConvertAll(values, value => Math.Abs(value - mean));
    }

    // Between two neighbours in the order the quantile is interpolated, as NumPy does.
    private static double Quantile(double[] values, double share)
    {
        Array.Sort(values);
        var place = share * (values.Length - 1);
        var below = (int)place;
        return below + 1 >= values.Length
            ? values[^1]
            : values[below] + (place - below) * (values[below + 1] - values[below]);
    }
}
