namespace Autoencoders.Tests.Compression;

/// <summary>
/// Both coders, for any tables and any symbols: what was written is read, in the bits that the tables charge.
/// </summary>
public class CoderTests
{
    [Fact]
    public void Three_symbols_by_hand()
    {
        // 1/2, 1/4, 1/4: "abc" is [0, 1) → [0, 1/2) → [1/4, 3/8) → [11/32, 3/8), in binary [0.01011, 0.01100): five
        // bits, and two that say "in its first half".
        var table = new FrequencyTable([1u << 23, 1u << 22, 1u << 22]);
        var encoder = new ArithmeticEncoder();
        foreach (var symbol in new[] { 0, 1, 2 }) encoder.Encode(table, symbol);
        Assert.Equal(5, encoder.Bits);
        Assert.Equal([0b0101_1010], encoder.Finish());
    }

    public static TheoryData<int, string> Cases()
    {
        var cases = new TheoryData<int, string>();
        foreach (var seed in Enumerable.Range(1, 25))
            foreach (var kind in new[] { "even", "skewed", "extreme", "one for all" })
                cases.Add(seed, kind);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Any_sequence_comes_back_and_takes_the_bits_of_its_tables(int seed, string kind)
    {
        var random = new SplitMix64((ulong)seed);
        var length = random.Below(5) == 0 ? random.Below(3) : random.Below(3000);
        var shared = Table(ref random, kind);
        var tables = Enumerable.Range(0, length)
            .Select(_ => kind == "one for all" ? shared : Table(ref random, kind)).ToArray();
        // Likely symbols and impossible ones: drawn from the table, or from all alike.
        var likely = random.Below(2) == 0;
        var symbols = tables.Select(table => likely
            ? table.Find((uint)random.Below((int)FrequencyTable.Total))
            : random.Below(table.Symbols)).ToArray();
        var bits = symbols.Zip(tables)
            .Sum(pair => -Math.Log2((double)pair.Second.Frequency(pair.First) / FrequencyTable.Total));

        var encoder = new ArithmeticEncoder();
        foreach (var (symbol, table) in symbols.Zip(tables)) encoder.Encode(table, symbol);
        var bytes = encoder.Finish();
        Assert.InRange(8 * bytes.Length, bits, bits + 2 + 8 + 1e-6 * bits);
        var decoder = new ArithmeticDecoder(bytes);
        Assert.Equal(symbols, tables.Select(decoder.Decode));

        var stack = new AnsStack();
        foreach (var (symbol, table) in symbols.Zip(tables)) stack.Push(table, symbol);
        // words that left the head count as whole ones
        Assert.InRange(stack.Bits, bits - 0.5 - 1e-4 * bits, bits + 0.5 + 1e-4 * bits);
        Assert.InRange(8 * stack.ToBytes().Length, bits, bits + 31 + 33 + 1e-4 * bits);
        var read = new AnsStack(stack.ToBytes());
        Assert.Equal(symbols.Reverse(), tables.Reverse().Select(read.Pop));
        Assert.True(read.HoldsOnlyTheSupply());
    }

    [Fact]
    public void A_thousand_certain_symbols_take_no_bits()
    {
        var sure = new FrequencyTable([FrequencyTable.Total]);
        var (encoder, stack) = (new ArithmeticEncoder(), new AnsStack());
        for (var i = 0; i < 1000; i++)
        {
            encoder.Encode(sure, 0);
            stack.Push(sure, 0);
        }
        Assert.Single(encoder.Finish());
        Assert.Equal(0, stack.Bits);
    }

    [Fact]
    public void A_stack_draws_what_it_has_not_been_given_and_takes_it_back()
    {
        var table = FrequencyTable.FromProbabilities([0.2, 0.5, 0.3]);
        var stack = new AnsStack(seed: 7);
        var drawn = Enumerable.Range(0, 30_000).Select(_ => stack.Pop(table)).ToArray();
        // the entropy is 1.4854 bits
        Assert.InRange(stack.Borrowed, 30_000 * 1.4854 / 32 - 40, 30_000 * 1.4854 / 32 + 40);
        Assert.InRange(drawn.Count(symbol => symbol == 1) / 30_000.0, 0.49, 0.51);
        foreach (var symbol in drawn.Reverse()) stack.Push(table, symbol);
        Assert.True(new AnsStack(stack.ToBytes(), seed: 7).HoldsOnlyTheSupply());
        Assert.False(new AnsStack(stack.ToBytes(), seed: 8).HoldsOnlyTheSupply());
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var table = FrequencyTable.FromProbabilities([0.5, 0.5]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ArithmeticEncoder().Encode(table, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ArithmeticEncoder().Encode(table, -1));
        Assert.Throws<ArgumentException>(() => new AnsStack().Push(0, 0));
        Assert.Throws<ArgumentException>(() => new AnsStack().Pop(1u << 23, 5));
        Assert.Throws<ArgumentException>(() => new AnsStack(new byte[7]));
        Assert.Throws<ArgumentException>(() => new AnsStack(new byte[8]));
    }

    [Fact]
    public void Noise_is_decoded_to_something_and_never_for_ever()
    {
        var random = new SplitMix64(3);
        for (var i = 0; i < 50; i++)
        {
            var noise = new byte[random.Below(40)];
            for (var j = 0; j < noise.Length; j++) noise[j] = (byte)random.Below(256);
            var (decoder, table) = (new ArithmeticDecoder(noise), Table(ref random, "extreme"));
            Assert.All(Enumerable.Range(0, 500), _ => Assert.InRange(decoder.Decode(table), 0, table.Symbols - 1));
        }
    }

    private static FrequencyTable Table(ref SplitMix64 random, string kind)
    {
        var weights = new double[1 + random.Below(random.Below(3) == 0 ? 300 : 6)];
        for (var k = 0; k < weights.Length; k++)
            weights[k] = kind switch
            {
                "even" => 1,
                "extreme" => Math.Pow(10, -40 * random.Uniform()),
                _ => Math.Pow(random.Uniform(), 6)
            };
        return FrequencyTable.FromProbabilities(weights);
    }
}
