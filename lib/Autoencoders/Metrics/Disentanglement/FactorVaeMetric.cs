using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The metric of FactorVAE's paper (Kim and Mnih 2018, section 4): in L images that agree in one factor, the code that
/// varies least, as a share of its variance over all images, votes for that factor. Each code is given the factor that
/// it voted for most; the score is the share of further votes that agree. There is nothing to train, and codes that
/// hardly vary at all have no vote.
/// </summary>
/// <remarks>Chapter 12, <i>Holding a factor fixed</i>.</remarks>
public static class FactorVaeMetric
{
    /// <summary>
    /// The share of right votes; 0 if no code varies. Groups are drawn from the images given, so these should be many
    /// for each class of a factor and drawn with independent factors. Codes (n, d), the factors' classes int64 (n, k).
    /// </summary>
    /// <param name="codes">The codes, (n, d).</param>
    /// <param name="factors">The classes of the factors, int64 (n, k).</param>
    /// <param name="group">L, images for a vote, at least 2.</param>
    /// <param name="train">Votes that give each code its factor.</param>
    /// <param name="test">Votes that are counted.</param>
    /// <param name="seed">Decides which images vote.</param>
    /// <param name="leastDeviation">A code whose standard deviation over all images is not above this has no
    /// vote.</param>
    /// <exception cref="ArgumentException">As <see cref="FactorInformation.Measure(Tensor, Tensor, int)"/>.</exception>
    public static double Compute(
        Tensor codes, Tensor factors, int group = 64, int train = 10_000, int test = 5_000, int seed = 0,
        double leastDeviation = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(group, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(train, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(test, 1);
        var data = CodedFactors.Read(codes, factors);
        var variances = data.Codes.Select(column => Variance(column.Length, i => column[i])).ToArray();
        var active = Enumerable.Range(0, variances.Length)
            .Where(j => variances[j] > leastDeviation * leastDeviation).ToArray();
        if (active.Length == 0) return 0;

        var random = new FactorPairs(data, new SplitMix64((uint)seed));
        var learnt = Votes(train);
        var right = 0;
        var counted = Votes(test);
        for (var j = 0; j < variances.Length; j++) right += counted[j][Array.IndexOf(learnt[j], learnt[j].Max())];
        return (double)right / test;

        // For each code how often it voted for each factor.
        int[][] Votes(int count)
        {
            var votes = variances.Select(_ => new int[data.Factors.Length]).ToArray();
            var members = new int[group];
            for (var vote = 0; vote < count; vote++)
            {
                var (factor, first) = (random.Factor(), random.Row());
                for (var i = 0; i < group; i++) members[i] = random.Same(factor, first);
                votes[active.MinBy(j => Variance(group, i => data.Codes[j][members[i]]) / variances[j])][factor]++;
            }
            return votes;
        }
    }

    private static double Variance(int count, Func<int, double> value)
    {
        var (mean, sum) = (0.0, 0.0);
        for (var i = 0; i < count; i++) mean += value(i) / count;
        for (var i = 0; i < count; i++) sum += (value(i) - mean) * (value(i) - mean);
        return sum / (count - 1);
    }
}
