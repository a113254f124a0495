using static TorchSharp.torch;

namespace Autoencoders.Tests.Quantizers;

public class FiniteScalarQuantizerTests
{
    [Fact]
    public void Every_code_has_its_own_point_and_is_found_again()
    {
        var quantizer = new FiniteScalarQuantizer(8, 5, 3);
        Assert.Equal(120, quantizer.Codes);
        var points = quantizer.Lookup(arange(120)); // (120, 3)
        Assert.Equal(120, points.data<float>().ToArray().Chunk(3).Select(p => (p[0], p[1], p[2])).Distinct().Count());
        Assert.Equal([-1f, -1f, -1f], points[0].data<float>().ToArray());
        Assert.Equal([0.75f, 1f, 1f], points[119].data<float>().ToArray());
        manual_seed(1);
        var (output, index, _) = quantizer.Quantize(4 * randn(20_000, 3));
        Assert.Equal(120, index.data<long>().ToArray().Distinct().Count());
        Assert.True(quantizer.Lookup(index).eq(output).all().item<bool>());
    }

    [Fact]
    public void In_bfloat16_every_index_is_a_code_and_stands_for_its_output()
    {
        var quantizer = new FiniteScalarQuantizer(8, 8, 8, 6, 5);
        manual_seed(2);
        var (output, index, _) = quantizer.Quantize((3 * randn(5000, 5)).to(ScalarType.BFloat16));
        Assert.InRange(index.min().item<long>(), 0, index.max().item<long>());
        Assert.True(index.max().item<long>() < quantizer.Codes);
        Assert.True(quantizer.Lookup(index).allclose(output.to(float32), atol: 0.01));
    }

    /// <summary>
    /// With more than a thousand levels "a little beyond the outer ones" is half a level, and rounding went past them.
    /// </summary>
    [Theory]
    [InlineData(2001)]
    [InlineData(5000)]
    public void However_many_levels_there_are_rounding_stays_within(long levels)
    {
        var quantizer = new FiniteScalarQuantizer(levels, 3);
        var (output, index, _) = quantizer.Quantize(tensor(new[,] { { 50f, 50 }, { -50, -50 }, { 50, -50 } }));
        Assert.True(index.ge(0).logical_and(index.lt(quantizer.Codes)).all().item<bool>());
        Assert.True(quantizer.Lookup(index).allclose(output));
    }

    [Fact]
    public void Three_levels_are_a_rounded_tanh()
    {
        var z = linspace(-4, 4, 201).unsqueeze(1);
        var output = new FiniteScalarQuantizer(3).Quantize(z).Output;
        // b + (r − b), the straight-through value, is r but for a roundoff.
        Assert.True(output.allclose((1.001 * z.tanh()).round(), rtol: 0, atol: 1e-6));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(3)]
    [InlineData(8)]
    public void Zero_is_zero_and_the_outer_levels_are_reached_and_not_passed(long levels)
    {
        var quantizer = new FiniteScalarQuantizer(levels);
        var index = quantizer.Quantize(tensor(new[,] { { -1e6f }, { 0f }, { 1e6f } })).Index.data<long>().ToArray();
        Assert.Equal([0, levels / 2, levels - 1], index);
    }

    [Fact]
    public void The_gradient_is_that_of_the_squashing()
    {
        var z = tensor(new[,] { { 0.3, -0.8 } }, requires_grad: true);
        new FiniteScalarQuantizer(4, 5).Quantize(z).Output.sum().backward();
        const double Reach = 1.5 * 1.001;
        var first = Reach * (1 - Math.Pow(Math.Tanh(0.3 + Math.Atanh(0.5 / Reach)), 2)) / 2;
        var second = 2 * 1.001 * (1 - Math.Pow(Math.Tanh(-0.8), 2)) / 2;
        Assert.True(z.grad!.allclose(tensor(new[,] { { first, second } })));
    }

    [Fact]
    public void Bad_levels_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new FiniteScalarQuantizer());
        Assert.Throws<ArgumentException>(() => new FiniteScalarQuantizer(3, 2));
        Assert.Throws<ArgumentException>(() => new FiniteScalarQuantizer([.. Enumerable.Repeat(256L, 8)]));
    }
}
