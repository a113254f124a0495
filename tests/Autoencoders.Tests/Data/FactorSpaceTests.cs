using static TorchSharp.torch;

namespace Autoencoders.Tests.Data;

public class FactorSpaceTests
{
    private static readonly FactorSpace Space =
        new(new("a", [1, 2]), new("b", [0.5, 1, 1.5]), Factor.Even("c", 0, 3, 4));

    [Fact]
    public void The_last_factor_changes_fastest()
    {
        Assert.Equal(24, Space.Count);
        var all = Space.Classes(arange(24));
        var at = 0;
        for (var a = 0; a < 2; a++)
            for (var b = 0; b < 3; b++)
                for (var c = 0; c < 4; c++)
                    Assert.Equal([a, b, c], all[at++].data<long>().ToArray());
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (long)i), Space.Index(all).data<long>().ToArray());
        Assert.Equal([2, 1.5f, 3], Space.Values(tensor([23L])).data<float>().ToArray());
    }

    [Fact]
    public void Drawn_combinations_are_uniform_in_every_factor_and_pair()
    {
        var classes = Space.Classes(Space.Sample(24_000, seed: 3)).data<long>().ToArray().Chunk(3).ToArray();
        void Uniform(Func<long[], long> of, int cells)
        {
            var expected = classes.Length / (double)cells;
            var counts = classes.CountBy(of).ToArray();
            Assert.Equal(cells, counts.Length);
            // Pearson's statistic: mean cells − 1, deviation √(2(cells − 1)); five deviations above hardly ever
            // happens.
            Assert.InRange(counts.Sum(pair => Math.Pow(pair.Value - expected, 2) / expected), 0, cells - 1
                + 5 * Math.Sqrt(2 * (cells - 1)));
        }
        Uniform(c => c[0], 2);
        Uniform(c => c[1], 3);
        Uniform(c => c[2], 4);
        Uniform(c => 3 * c[0] + c[1], 6);
        Uniform(c => 12 * c[0] + 4 * c[1] + c[2], 24);
    }

    [Fact]
    public void Shuffled_has_each_combination_once_and_its_beginning_is_the_same()
    {
        var all = Space.Shuffled(1).data<long>().ToArray();
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (long)i), all.Order());
        Assert.Equal(all[..7], Space.Shuffled(1, 7).data<long>().ToArray());
        Assert.NotEqual(all, Space.Shuffled(2).data<long>().ToArray());
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Throws<ArgumentException>(() => new FactorSpace());
        Assert.Throws<ArgumentException>(() => new FactorSpace(new Factor("empty", [])));
        Assert.Contains("24 is none", Assert.Throws<ArgumentException>(() => Space.Classes(tensor([24L]))).Message);
        Assert.Contains("b has the classes 0 to 2; 3",
            Assert.Throws<ArgumentException>(() => Space.Index(tensor(new long[,] { { 0, 3, 0 } }))).Message);
        Assert.Contains("(n, 3)", Assert.Throws<ArgumentException>(() => Space.Index(zeros(2, 2, int64))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Space.Shuffled(1, 25));
    }
}
