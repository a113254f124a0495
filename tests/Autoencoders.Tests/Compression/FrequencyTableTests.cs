namespace Autoencoders.Tests.Compression;

public class FrequencyTableTests
{
    [Fact]
    public void Frequencies_are_the_probabilities_to_a_part_in_a_million_add_up_and_none_is_0()
    {
        var random = new SplitMix64(1);
        for (var i = 0; i < 300; i++)
        {
            var p = new double[1 + random.Below(500)];
            for (var k = 0; k < p.Length; k++) p[k] = random.Below(4) == 0 ? 0 : Math.Exp(40 * random.Uniform());
            if (p.Sum() == 0) p[^1] = 1e-300;
            var table = FrequencyTable.FromProbabilities(p);
            var f = Enumerable.Range(0, p.Length).Select(table.Frequency).ToArray();
            Assert.Equal(FrequencyTable.Total, f.Aggregate(0u, (sum, x) => sum + x));
            Assert.DoesNotContain(0u, f);
            // 500 / 2²⁴
            Assert.All(f.Zip(p), pair =>
                Assert.Equal(pair.Second / p.Sum(), (double)pair.First / FrequencyTable.Total, 3.1e-5));
            Assert.All(Enumerable.Range(0, p.Length), k =>
            {
                Assert.Equal(k, table.Find(table.Start(k)));
                Assert.Equal(k, table.Find(table.Start(k) + table.Frequency(k) - 1));
            });
        }
    }

    [Fact]
    public void Logits_give_the_table_of_their_softmax_however_large_they_are()
    {
        var table = FrequencyTable.FromLogits([1e4, 1e4 - Math.Log(3), -1e4]);
        Assert.Equal(0.75, (double)table.Frequency(0) / FrequencyTable.Total, 1e-6);
        Assert.Equal(0.25, (double)table.Frequency(1) / FrequencyTable.Total, 1e-6);
        Assert.Equal(1u, table.Frequency(2));
        Assert.Equal(24, table.Bits(2));
        Assert.Equal(2, table.Bits(1), 1e-6);
    }

    [Fact]
    public void What_is_no_distribution_is_refused()
    {
        Assert.Throws<ArgumentException>(() => FrequencyTable.FromProbabilities([]));
        Assert.Throws<ArgumentException>(() => FrequencyTable.FromProbabilities([0, 0]));
        Assert.Throws<ArgumentException>(() => FrequencyTable.FromProbabilities([1, -1]));
        Assert.Throws<ArgumentException>(() => FrequencyTable.FromProbabilities([double.NaN]));
        Assert.Throws<ArgumentException>(() => FrequencyTable.FromProbabilities([double.MaxValue, double.MaxValue]));
        Assert.Throws<ArgumentException>(() => FrequencyTable.FromLogits([]));
        Assert.Throws<ArgumentException>(() => FrequencyTable.FromLogits([0, double.NaN]));
        Assert.Throws<ArgumentException>(() => FrequencyTable.FromLogits([0, double.PositiveInfinity]));
        Assert.Contains("symbol 1 is 0",
            Assert.Throws<ArgumentException>(() => new FrequencyTable([1u << 24, 0])).Message);
        Assert.Throws<ArgumentException>(() => new FrequencyTable([5, 6]));
        Assert.Throws<ArgumentException>(() => new FrequencyTable([uint.MaxValue, 1u << 24, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => FrequencyTable.FromProbabilities([1])
            .Find(FrequencyTable.Total));
    }

    [Fact]
    public void Probabilities_that_underflow_can_still_be_written()
    {
        var table = FrequencyTable.FromProbabilities([1, 5e-324, 0, 1e-300]);
        Assert.Equal([1u, 1, 1], Enumerable.Range(1, 3).Select(table.Frequency));
        Assert.Equal([1u << 23, 1u << 23],
            Enumerable.Range(0, 2).Select(FrequencyTable.FromProbabilities([5e-324, 5e-324]).Frequency));
        Assert.Equal(1u, FrequencyTable.FromLogits([0, -1e300, double.NegativeInfinity]).Frequency(2));
        Assert.Throws<ArgumentException>(
            () => FrequencyTable.FromLogits([double.NegativeInfinity, double.NegativeInfinity]));
    }

    [Fact]
    public void Symbols_and_bins_that_there_are_not_are_refused_and_so_are_posteriors_that_are_none()
    {
        var (table, bins, stack) = (FrequencyTable.FromProbabilities([1, 1]), new LatentBins(3), new AnsStack());
        foreach (var wrong in new[] { -1, 2 })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => table.Frequency(wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => table.Start(wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => table.Bits(wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => stack.Push(table, wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => new ArithmeticEncoder().Encode(table, wrong));
        }
        foreach (var wrong in new[] { -1, 8 })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => bins.Centre(wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => bins.PushPrior(stack, wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => bins.PushPosterior(stack, wrong, 0, 1));
        }
        foreach (var (mu, sigma) in new[]
            { (double.NaN, 1.0), (double.PositiveInfinity, 1), (0, double.NaN), (0, 0), (0, -1),
                (0, double.PositiveInfinity) })
        {
            var fault = double.IsFinite(mu) ? typeof(ArgumentOutOfRangeException) : typeof(ArgumentException);
            Assert.Throws(fault, () => bins.PopPosterior(stack, mu, sigma));
            Assert.Throws(fault, () => bins.PushPosterior(stack, 0, mu, sigma));
            Assert.Throws(fault, () => bins.PosteriorBits(0, mu, sigma));
        }
        Assert.Throws<ArgumentException>(() => stack.Pop(0, 2 * FrequencyTable.Total));
    }

    /// <summary>scipy.stats.norm 1.10, cdf and ppf.</summary>
    [Theory]
    [InlineData(-1, 0.15865525393145707)]
    [InlineData(-5, 2.866515718791933e-07)]
    [InlineData(-10, 7.61985302416047e-24)]
    [InlineData(-3, 0.0013498980316300933)]
    [InlineData(-2.9999, 0.001350341282954925)]
    [InlineData(2.5, 0.9937903346742238)]
    [InlineData(-30, 4.906713927147908e-198)]
    [InlineData(0, 0.5)]
    public void The_normal_integral_is_scipys(double x, double expected) =>
    Assert.Equal(1, Normal.Cumulative(x) / expected, 1e-12);

    [Theory]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(1e-10, -6.361340902404056)]
    [InlineData(0.3, -0.5244005127080409)]
    [InlineData(1 - 1e-6, 4.753424308817087)]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(1, double.PositiveInfinity)]
    public void So_is_its_inverse(double p, double expected) => Assert.Equal(expected, Normal.Quantile(p), 1e-9);

    [Fact]
    public void Bins_are_equally_likely_a_priori_and_take_their_part_of_any_posterior()
    {
        var bins = new LatentBins(6);
        foreach (var (mu, sigma) in new[] { (0.0, 1.0), (1.3, 0.2), (-7, 0.01), (40, 3), (0.2, 50) })
        {
            var p = Enumerable.Range(0, 64).Select(bin => Math.Pow(2, -bins.PosteriorBits(bin, mu, sigma))).ToArray();
            Assert.Equal(1, p.Sum(), 1e-9);
            for (var bin = 0; bin < 64; bin++)
            {
                // Between the neighbours' centres lie the bin's edges: the exact part of the bin is inside that of its
                // surroundings.
                var (low, high) = (bin == 0
                    ? double.NegativeInfinity
                    : Normal.Quantile(bin / 64.0), Normal.Quantile((bin + 1) / 64.0));
                Assert.Equal(Normal.Cumulative((high - mu) / sigma)
                    - Normal.Cumulative((low - mu) / sigma), p[bin], 1e-5);
                Assert.InRange(bins.Centre(bin), low, high);
            }
            var stack = new AnsStack();
            var drawn = Enumerable.Range(0, 200).Select(_ => bins.PopPosterior(stack, mu, sigma)).ToArray();
            foreach (var bin in drawn.Reverse()) bins.PushPosterior(stack, bin, mu, sigma);
            foreach (var bin in drawn) bins.PushPrior(stack, bin);
            Assert.Equal(drawn.Reverse(), drawn.Select(_ => bins.PopPrior(stack)));
            Assert.Equal(0, stack.Bits, 1e-9);
        }
    }
}
