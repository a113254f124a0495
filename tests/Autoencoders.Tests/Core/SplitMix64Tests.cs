namespace Autoencoders.Tests.Data;

public sealed class SplitMix64Tests
{
    /// <summary>The published generator started at 0 gives these; without keys ours starts there too.</summary>
    [Fact]
    public void Without_keys_it_is_the_published_sequence()
    {
        var random = new SplitMix64([]);

        Assert.Equal(0xE220A8397B1DCDAF, random.NextBits());
        Assert.Equal(0x6E789E6AA1B965F4UL, random.NextBits());
        Assert.Equal(0x06C45D188009454FUL, random.NextBits());
    }

    [Fact]
    public void Other_keys_or_another_order_of_them_give_another_start()
    {
        ulong[][] keys = [[], [0], [0, 0], [1], [0, 1], [1, 0], [1, 1], [2], [1UL << 32]];

        Assert.Equal(keys.Length, keys.Select(key => new SplitMix64(key).NextBits()).Distinct().Count());
    }

    [Fact]
    public void First_numbers_of_neighbouring_keys_are_uniform_and_uncorrelated()
    {
        const int count = 100_000;
        var first = Enumerable.Range(0, count + 1).Select(key => new SplitMix64(1, (ulong)key).Uniform()).ToArray();

        // Five standard errors each: 1/√(12 n) for the mean, 1/√n for the correlation.
        Assert.Equal(0.5, first.Average(), 5 / Math.Sqrt(12.0 * count));
        Assert.Equal(0, Moments.Correlation(first[..^1], first[1..]), 5 / Math.Sqrt(count));
        for (var tenth = 0; tenth < 10; tenth++)
            Assert.Equal(0.1, first.Average(u => u >= tenth / 10.0 && u < (tenth + 1) / 10.0 ? 1 : 0),
                5 * Math.Sqrt(0.09 / count));
    }

    [Fact]
    public void The_bell_has_mean_0_and_deviation_1_and_the_normal_share_within_one()
    {
        var random = new SplitMix64(3);
        var bell = Enumerable.Range(0, 100_000).Select(_ => random.Bell()).ToArray();

        Assert.Equal(0, bell.Average(), 0.016);
        Assert.Equal(1, bell.Average(x => x * x), 0.025);
        Assert.Equal(0.683, bell.Average(x => Math.Abs(x) < 1 ? 1 : 0), 0.015);
    }

    [Fact]
    public void Whole_numbers_below_a_bound_are_all_hit_equally_often()
    {
        var random = new SplitMix64(4);
        var hits = new int[7];
        for (var i = 0; i < 70_000; i++)
            hits[random.Below(7)]++;

        Assert.All(hits, hit => Assert.InRange(hit, 9_530, 10_470)); // 10,000 expected, deviation 93
    }
}
