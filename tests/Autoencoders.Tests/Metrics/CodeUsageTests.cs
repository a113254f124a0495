using static TorchSharp.torch;

namespace Autoencoders.Tests.Metrics;

public class CodeUsageTests
{
    [Theory]
    [InlineData(4, new[] { 0.25, 0.25, 0.25, 0.25 })]
    [InlineData(2, new[] { 0.5, 0.5 })]
    [InlineData(2.5611285, new[] { 0.7, 0.1, 0.1, 0.1 })]
    [InlineData(1, new[] { 0.0, 1, 0 })]
    public void Perplexity_by_hand(double expected, double[] shares)
    {
        Assert.Equal(expected, CodeUsage.Perplexity(tensor(shares)), 1e-6);
        Assert.Equal(expected, CodeUsage.Perplexity(1000 * tensor(shares)), 1e-6); // counts as well as shares
    }

    [Theory]
    [InlineData(196, 152.6)]
    [InlineData(1568, 429.1)]
    [InlineData(6272, 491.7)]
    public void A_batch_of_evenly_spread_codes_has_a_smaller_perplexity_than_K(int vectors, double expected)
    {
        manual_seed(1);
        var mean = Enumerable.Range(0, 40)
            .Average(_ => CodeUsage.Perplexity(CodeUsage.Counts(randint(512, [vectors], dtype: int64), 512)));
        Assert.Equal(expected, mean, 0.01 * expected);
    }

    [Fact]
    public void Codes_are_counted_wherever_they_stand()
    {
        var counts = CodeUsage.Counts(tensor(new[,] { { 2L, 0 }, { 2, 2 } }), 4);
        Assert.Equal([1L, 0, 3, 0], counts.data<long>().ToArray());
        Assert.Equal(0.5, CodeUsage.Used(counts));
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("0 to 3", Assert.Throws<ArgumentException>(() => CodeUsage.Counts(tensor([0L, 4]), 4)).Message);
        Assert.Contains("0 to 3",
            Assert.Throws<ArgumentException>(() => CodeUsage.Counts(tensor([0L, -1]), 4)).Message);
        Assert.Contains("int64", Assert.Throws<ArgumentException>(() => CodeUsage.Counts(randn(3), 4)).Message);
        Assert.Contains("empty",
            Assert.Throws<ArgumentException>(() => CodeUsage.Counts(zeros(0, dtype: int64), 4)).Message);
        Assert.Contains("zero", Assert.Throws<ArgumentException>(() => CodeUsage.Perplexity(zeros(4))).Message);
        Assert.Throws<ArgumentException>(() => CodeUsage.Perplexity(tensor([1.0, double.NaN])));
        Assert.Throws<ArgumentException>(() => CodeUsage.Perplexity(tensor([1.0, -1])));
        Assert.Throws<ArgumentException>(() => CodeUsage.Used(ones(2, 2)));
    }
}
