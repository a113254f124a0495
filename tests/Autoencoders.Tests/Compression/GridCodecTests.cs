using Autoencoders.Tests.Core;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Compression;

public class GridCodecTests
{
    public static TheoryData<string> Models => ["gated", "transformer", "plain"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Grids_come_back_in_the_bits_of_the_models_likelihood(string kind)
    {
        manual_seed(1);
        IAutoregressive model = kind switch
        {
            "gated" => new GatedPixelCnn(11, channels: 6, layers: 3, firstKernel: 5),
            "transformer" => new CausalTransformer(11, positions: 35, width: 8, layers: 2, heads: 2),
            _ => new PixelCnn(11, channels: 6, layers: 2, firstKernel: 5),
        };
        var symbols = randint(11, new long[] { 4, 7, 5 }, dtype: int64);
        double nats;
        using (no_grad())
            nats = Autoregressive.NegativeLogLikelihood(symbols, model.Logits(symbols)).sum().item<float>();
        var codec = new GridCodec(model);
        var bytes = codec.Encode(symbols);
        Assert.InRange(8 * bytes.Length, 0.999 * nats / Math.Log(2), 1.001 * nats / Math.Log(2) + 10);
        Assert.Equal(nats / Math.Log(2), codec.Bits(symbols), 1e-4 * nats);
        Assert.True(codec.Decode(bytes, 4, 7, 5).eq(symbols).all().item<bool>());
    }

    [Fact]
    public void Classes_are_part_of_the_model()
    {
        manual_seed(1);
        var codec = new GridCodec(new GatedPixelCnn(5, channels: 6, layers: 2, firstKernel: 3, classes: 3));
        var (symbols, classes) = (randint(5, new long[] { 2, 4, 4 }, dtype: int64), tensor([2L, 0]));
        Assert.True(codec.Decode(codec.Encode(symbols, classes), 2, 4, 4, classes).eq(symbols).all().item<bool>());
        Assert.Throws<ArgumentException>(() => codec.Encode(symbols));
    }

    [Fact]
    public void Symbols_that_the_model_does_not_have_are_refused()
    {
        var codec = new GridCodec(new GatedPixelCnn(5, channels: 4, layers: 1, firstKernel: 3));
        Assert.Contains("0 to 4",
            Assert.Throws<ArgumentException>(() => codec.Encode(full([1, 2, 2], 5, int64))).Message);
        Assert.Contains("from -1",
            Assert.Throws<ArgumentException>(() => codec.Encode(full([1, 2, 2], -1, int64))).Message);
        Assert.Throws<ArgumentException>(() => codec.Encode(zeros(1, 2, 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => codec.Decode([], 0, 2, 2));
    }

    [Fact]
    public void A_model_that_computes_no_numbers_is_told_so()
    {
        var model = new GatedPixelCnn(5, channels: 4, layers: 1, firstKernel: 3);
        using (no_grad()) model.parameters().Last().fill_(float.NaN);
        var codec = new GridCodec(model);
        Assert.Contains("Train it again",
            Assert.Throws<NotFiniteNumberException>(() => codec.Encode(zeros([1, 2, 2], int64))).Message);
        Assert.Throws<NotFiniteNumberException>(() => codec.Decode([1, 2, 3], 1, 2, 2));
    }

    [Fact]
    public void No_tensor_is_left_behind_and_the_threads_are_as_before()
    {
        var codec = new GridCodec(new GatedPixelCnn(5, channels: 4, layers: 2, firstKernel: 3));
        using var symbols = randint(5, new long[] { 3, 4, 4 }, dtype: int64);
        codec.Decode(codec.Encode(symbols), 3, 4, 4).Dispose();
        var (before, threads) = (LiveTensors.Settle(), get_num_threads());
        for (var i = 0; i < 3; i++) codec.Decode(codec.Encode(symbols), 3, 4, 4).Dispose();
        Assert.Equal(before, Tensor.TotalCount);
        Assert.Equal(threads, get_num_threads());
    }
}
