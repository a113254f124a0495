using static TorchSharp.torch;

namespace Autoencoders.Tests.Quantizers;

/// <summary>What every quantiser must do.</summary>
public class QuantizerTests
{
    private static readonly Dictionary<string, Func<IQuantizer>> Makers = new()
    {
        ["gradient"] = () => new VectorQuantizer(16, 3),
        ["one code"] = () => new VectorQuantizer(1, 1),
        ["EMA"] = () => new EmaQuantizer(16, 3, restartBelow: 0.5),
        ["EMA, restarts by error"] = () => new EmaQuantizer(16, 3, restartBelow: 0.5, rule: RestartRule.ByError),
        ["rotation"] = () => new RotationTrick(new EmaQuantizer(16, 3)),
        ["lookup-free"] = () => new LookupFreeQuantizer(4),
        ["SimVQ"] = () => new SimVqQuantizer(16, 3),
        ["cosine"] = () => new CosineQuantizer(16, 3),
        ["Gumbel"] = () => new GumbelQuantizer(16, 3),
        ["finite scalar"] = () => new FiniteScalarQuantizer(8, 5, 3),
        ["residual"] = () =>
            new ResidualQuantizer(new EmaQuantizer(16, 3), new VectorQuantizer(16, 3), new CosineQuantizer(16, 3)),
    };

    public static TheoryData<string> Names => [.. Makers.Keys];

    private static IQuantizer Make(string name, bool train)
    {
        manual_seed(1);
        var quantizer = Makers[name]();
        (quantizer as nn.Module)?.train(train);
        return quantizer;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_output_is_what_the_index_stands_for(string name)
    {
        var quantizer = Make(name, train: false);
        var z = 2 * randn(50, quantizer.Dimension);
        var (output, index, penalty) = quantizer.Quantize(z);
        Assert.Equal(z.shape, output.shape);
        Assert.Equal(quantizer.Depth == 1 ? [50L] : [50L, quantizer.Depth], index.shape);
        Assert.Equal(int64, index.dtype);
        Assert.InRange(index.min().item<long>(), 0, quantizer.Codes - 1);
        Assert.InRange(index.max().item<long>(), 0, quantizer.Codes - 1);
        Assert.True(quantizer.Lookup(index).allclose(output, atol: 1e-6));
        Assert.Equal([50L], penalty.Total.shape);
        Assert.All(penalty.Terms, term => Assert.Equal([50L], term.Value.shape));
        Assert.True(penalty.Total.ge(0).all().item<bool>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void In_training_a_gradient_reaches_every_vector(string name)
    {
        var quantizer = Make(name, train: true);
        var z = randn(50, quantizer.Dimension, requires_grad: true);
        (quantizer.Quantize(z).Output * randn(50, quantizer.Dimension)).sum().backward();
        Assert.True(z.grad!.abs().sum(1).gt(0).all().item<bool>());
        Assert.True(z.grad!.isfinite().all().item<bool>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_vector_does_not_depend_on_the_others(string name)
    {
        var quantizer = Make(name, train: false);
        var z = randn(9, quantizer.Dimension);
        var all = quantizer.Quantize(z);
        for (var i = 0; i < 9; i++)
            Assert.True(quantizer.Quantize(z[i..(i + 1)]).Output.allclose(all.Output[i..(i + 1)], atol: 1e-6));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Vectors_that_are_none_are_refused(string name)
    {
        var quantizer = Make(name, train: true);
        var d = quantizer.Dimension;
        Assert.Contains("NaN",
            Assert.Throws<ArgumentException>(() => quantizer.Quantize(full(2, d, float.NaN))).Message);
        Assert.Contains("infinity",
            Assert.Throws<ArgumentException>(() => quantizer.Quantize(full(2, d, float.PositiveInfinity))).Message);
        Assert.Contains($"vectors of {d} numbers",
            Assert.Throws<ArgumentException>(() => quantizer.Quantize(zeros(2, d + 1))).Message);
        Assert.Throws<ArgumentException>(() => quantizer.Quantize(zeros(0, d)));
        Assert.Throws<ArgumentException>(() => quantizer.Quantize(zeros(2, d, 1)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Codes_that_there_are_not_are_refused(string name)
    {
        var quantizer = Make(name, train: false);
        Tensor Codes(long code) => quantizer.Depth == 1 ? tensor([code]) : full([1, quantizer.Depth], code, int64);
        foreach (var code in new[] { -1, quantizer.Codes })
            Assert.Throws<ArgumentException>(() => quantizer.Lookup(Codes(code)));
        Assert.Throws<ArgumentException>(() => quantizer.Lookup(Codes(0).to(int32)));
        Assert.Equal([1L, quantizer.Dimension], quantizer.Lookup(Codes(0)).shape);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_start_puts_codes_near_the_vectors(string name)
    {
        var quantizer = Make(name, train: false);
        var z = 5 + randn(200, quantizer.Dimension);
        if (quantizer is GumbelQuantizer or FiniteScalarQuantizer or LookupFreeQuantizer or CosineQuantizer)
        {
            quantizer.Start(z); // nothing to place, or no distance to speak of
            return;
        }
        double Error() => (quantizer.Quantize(z).Output - z).square().mean().item<float>();
        var before = Error();
        quantizer.Start(z);
        Assert.True(Error() < 0.5 * before);
        Assert.True(quantizer.Quantize(z).Output.allclose(quantizer.Lookup(quantizer.Quantize(z).Index), atol: 1e-6));
    }

    [Fact]
    public void Bits_count_every_table()
    {
        Assert.Equal(7, ((IQuantizer)new VectorQuantizer(128, 2)).Bits, 1e-12);
        Assert.Equal(12, Makers["residual"]().Bits, 1e-12);
        Assert.Equal(Math.Log2(120), Makers["finite scalar"]().Bits, 1e-12);
    }
}
