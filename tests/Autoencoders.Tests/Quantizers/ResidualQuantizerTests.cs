using static TorchSharp.torch;

namespace Autoencoders.Tests.Quantizers;

public class ResidualQuantizerTests
{
    [Fact]
    public void Each_table_takes_what_the_one_before_left()
    {
        var (coarse, fine) = (new VectorQuantizer(2, 1), new VectorQuantizer(2, 1));
        coarse.Set(tensor(new[,] { { 0f }, { 10f } }));
        fine.Set(tensor(new[,] { { -1f }, { 1f } }));
        var (output, index, penalty) = new ResidualQuantizer(coarse, fine)
            .Quantize(tensor(new[,] { { 8.5f }, { 0.8f } }));
        Assert.Equal([9f, 1f], output.data<float>().ToArray());
        Assert.Equal([1L, 0L, 0L, 1L], index.flatten().data<long>().ToArray());
        Assert.True(penalty.Terms[0].Value.allclose(tensor([2.25f + 0.25f, 0.64f + 0.04f]), atol: 1e-5)); // codebook
        Assert.True(penalty.Total.allclose(1.25 * penalty.Terms[0].Value, atol: 1e-5));
    }

    [Fact]
    public void More_tables_leave_less()
    {
        manual_seed(1);
        var z = randn(400, 4);
        double Left(int depth)
        {
            var quantizer = new ResidualQuantizer([.. Enumerable.Range(0, depth).Select(_ => new EmaQuantizer(8, 4))]);
            quantizer.eval();
            quantizer.Start(z);
            return (quantizer.Quantize(z).Output - z).square().mean().item<float>();
        }
        var left = new[] { 1, 2, 4 }.Select(Left).ToArray();
        Assert.True(left[0] > 1.3 * left[1] && left[1] > 1.3 * left[2]);
    }

    [Fact]
    public void The_straight_path_is_the_identity_and_each_table_learns()
    {
        manual_seed(1);
        var quantizer = new ResidualQuantizer(new VectorQuantizer(4, 2), new VectorQuantizer(4, 2));
        var (z, upstream) = (randn(30, 2, requires_grad: true), randn(30, 2));
        var q = quantizer.Quantize(z);
        (q.Output * upstream).sum().backward();
        Assert.True(z.grad!.eq(upstream).all().item<bool>());
        quantizer.Quantize(z).Penalty.Total.sum().backward();
        Assert.Equal(2, quantizer.parameters().Count());
        Assert.All(quantizer.parameters(), table => Assert.True(table.grad!.abs().sum().item<float>() > 0));
    }

    [Fact]
    public void Tables_of_different_shapes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ResidualQuantizer());
        Assert.Throws<ArgumentException>(
            () => new ResidualQuantizer(new VectorQuantizer(4, 2), new VectorQuantizer(4, 3)));
    }
}
