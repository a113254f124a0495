using Autoencoders.Tests.Core;
using FsCheck;
using FsCheck.Fluent;
using static Autoencoders.Tests.Core.GeneratedCalls;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Compression;

/// <summary>
/// Coders of whatever callers may have: what was written comes back, or the argument or the message is named.
/// </summary>
[Trait("Speed", "slow")]
public class GeneratedCompressionTests
{
    private static readonly Gen<double[]> Several =
        from n in Gen.Choose(0, 6) from numbers in Gen.ArrayOf(Generate.Number, n) select numbers;
    private static readonly Gen<byte[]> Bytes =
        from n in Gen.Choose(0, 24) from bytes in Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b), n) select bytes;

    [Fact]
    public void What_is_written_comes_back_or_the_argument_is_named()
    {
        var calls = new GeneratedCalls();
        manual_seed(1);
        using var vae = new DenseVae([4, 3], 2);
        using var model = new GatedPixelCnn(3, channels: 2, layers: 1, firstKernel: 3);
        calls.Add("FrequencyTable.FromProbabilities", Several,
            p => Whole(FrequencyTable.FromProbabilities([.. p.Select(Math.Abs)])));
        calls.Add("FrequencyTable.FromLogits", Several, a => Whole(FrequencyTable.FromLogits(a)));
        calls.Add("FrequencyTable of frequencies", Gen.ArrayOf(Gen.Choose(0, int.MaxValue), 2),
            f => Whole(
                new FrequencyTable([(uint)f[0], (uint)f[1], .. f[0] % 2 == 0
                    ? new[] { FrequencyTable.Total - (uint)f[0] - (uint)f[1] }
                    : []])));
        calls.Add("FrequencyTable, its symbols",
            from symbol in Generate.Small from position in Gen.Choose(0, int.MaxValue) select (symbol, position),
            given =>
        {
            var table = FrequencyTable.FromProbabilities([1, 2, 3]);
            Within(table.Find((uint)given.position >> (given.position % 9)), 0, 2);
            Within(table.Bits(given.symbol), 0, 24);
        });
        calls.Add("arithmetic coder",
            from logits in Several from symbols in Gen.ArrayOf(Generate.Small, 8) select (logits, symbols), given =>
        {
            var (table, encoder) = (FrequencyTable.FromLogits(given.logits), new ArithmeticEncoder());
            foreach (var symbol in given.symbols) encoder.Encode(table, symbol % table.Symbols);
            var decoder = new ArithmeticDecoder(encoder.Finish());
            Assert.Equal(given.symbols.Select(symbol => symbol % table.Symbols),
                given.symbols.Select(_ => decoder.Decode(table)));
        });
        calls.Add("arithmetic decoder of noise",
            from logits in Several from bytes in Bytes select (logits, bytes), given =>
        {
            var (table, decoder) = (FrequencyTable.FromLogits(given.logits), new ArithmeticDecoder(given.bytes));
            for (var i = 0; i < 40; i++) Within(decoder.Decode(table), 0, table.Symbols - 1);
        });
        calls.Add("AnsStack",
            from logits in Several
            from bytes in Bytes
            from symbol in Generate.Small
            from share in Gen.ArrayOf(
                Gen.Choose(0, int.MaxValue), 2)
            select (logits, bytes, symbol, share), given =>
        {
            var (table, stack) = (FrequencyTable.FromLogits(given.logits), given.symbol % 2 == 0
                ? new AnsStack()
                : new AnsStack(given.bytes));
            var popped = stack.Pop(table);
            Within(popped, 0, table.Symbols - 1);
            stack.Push(table, popped);
            stack.Push(table, given.symbol);
            Assert.Equal(given.symbol, new AnsStack(stack.ToBytes()).Pop(table));
            stack.Push((uint)given.share[0] >> 8, (uint)given.share[1] >> 8);
            stack.Pop((uint)given.share[1] >> 6, (uint)given.share[0] >> 6);
            Within(stack.Bits, double.MinValue, double.MaxValue);
        });
        calls.Add("LatentBins",
            from bits in Generate.Small
            from bin in Generate.Small
            from mu in Generate.Number
            from sigma in Generate.Number
            select (bits, bin, mu, sigma), given =>
        {
            var (bins, stack) = (new LatentBins(given.bits % 12), new AnsStack());
            Within(bins.Centre(given.bin), -40, 40);
            Within(bins.PosteriorBits(given.bin, given.mu, given.sigma), 0, 24);
            bins.PushPosterior(stack, given.bin, given.mu, given.sigma);
            bins.PushPrior(stack, given.bin);
            Assert.Equal((given.bin, given.bin),
                (bins.PopPrior(stack), bins.PopPosterior(stack, given.mu, given.sigma)));
        });
        calls.Add("Normal", from x in Generate.Number from p in Generate.Number select (x, p), given =>
        {
            if (!double.IsNaN(given.x)) Within(Normal.Cumulative(given.x), 0, 1);
            Within(Normal.Quantile(given.p), double.NegativeInfinity, double.PositiveInfinity);
        });
        calls.Add("BitsBack",
            from x in Generate.Of(2,
                4)
            from bytes in Bytes
            from bits in Generate.Small
            from pictures in Generate.Small
            select (x, bytes,
                    bits, pictures), given =>
        {
            var coder = new BitsBack(vae, given.bits);
            var x = given.x.Seed % 3 == 0 || given.x.Shape.Length == 0
                ? given.x.Tensor()
                : (given.x with { Shape = [.. given.x.Shape[..^1], 4], Kind = "unit" }).Tensor().gt(0.5)
                .to(given.x.Type);
            var message = coder.Encode(x);
            Assert.True(coder.Decode(message.Bytes, message.Pictures).eq(x.to(float32)).all().item<bool>());
            coder.Decode(given.bytes, given.pictures);
        });
        calls.Add("GridCodec",
            from x in Generate.Of(3, 4)
            from bytes in Bytes
            from size in Gen.ArrayOf(Generate.Small, 3)
            select (x,
                bytes, size), given =>
        {
            var codec = new GridCodec(model);
            var grids = given.x.Seed % 4 == 0 ? given.x.Tensor()
                : given.x.Tensor().nan_to_num(0, 0, 0).to(float64).clamp(-9, 9).to(int64).remainder(3);
            Assert.True(codec.Decode(codec.Encode(grids), grids.shape[0], (int)grids.shape[1], (int)grids.shape[2])
                .eq(grids).all().item<bool>());
            Within(codec.Decode(given.bytes, given.size[0] % 5, given.size[1] % 5, given.size[2] % 5), 0, 2);
        });
        calls.Check();
    }

    private static void Whole(FrequencyTable table)
    {
        Assert.Equal(FrequencyTable.Total,
            Enumerable.Range(0, table.Symbols).Aggregate(0u, (sum, k) => sum + table.Frequency(k)));
        Assert.All(Enumerable.Range(0, table.Symbols), k => Within(table.Bits(k), 0, 24));
    }
}
