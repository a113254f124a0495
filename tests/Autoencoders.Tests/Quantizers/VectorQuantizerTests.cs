using static TorchSharp.torch;

namespace Autoencoders.Tests.Quantizers;

public class VectorQuantizerTests
{
    [Fact]
    public void Two_codes_and_one_vector_by_hand()
    {
        var quantizer = new VectorQuantizer(2, 2);
        quantizer.Set(tensor(new[,] { { 0f, 0f }, { 1f, 1f } }));
        var z = tensor(new[,] { { 0.2f, 0.1f } }, requires_grad: true);
        var (output, index, penalty) = quantizer.Quantize(z);
        Assert.Equal(0, index.item<long>());
        Assert.Equal([0f, 0f], output.data<float>().ToArray());
        Assert.Equal(0.05, penalty.Terms[0].Value.item<float>(), 1e-6); // 2 · 0.025
        Assert.Equal(0.0125, penalty.Terms[1].Value.item<float>(), 1e-6); // 2 · 0.00625
        (penalty.Total / 2).sum().backward();
        var codebook = quantizer.parameters().Single();
        Assert.True(z.grad!.allclose(tensor(new[,] { { 0.05f, 0.025f } })));
        // the code that was not chosen gets none
        Assert.True(codebook.grad!.allclose(tensor(new[,] { { -0.2f, -0.1f }, { 0f, 0f } })));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 7, 3)]
    [InlineData(33, 1, 4)]
    [InlineData(200, 128, 16)]
    [InlineData(64, 5, 1)]
    [InlineData(17, 300, 2)]
    public void The_code_is_the_nearest(int count, int codes, int dimension)
    {
        manual_seed(count + codes);
        var quantizer = new VectorQuantizer(codes, dimension);
        quantizer.Set(randn(codes, dimension));
        var z = randn(count, dimension);
        var index = quantizer.Quantize(z).Index.data<long>().ToArray();
        var (points, book) = (z.data<float>().ToArray(), quantizer.Codebook.detach().data<float>().ToArray());
        double Distance(int i, long k) =>
            Enumerable.Range(0, dimension)
            .Sum(d => Math.Pow((double)points[i * dimension + d] - book[k * dimension + d], 2));
        for (var i = 0; i < count; i++)
            Assert.Equal(Enumerable.Range(0, codes).Min(k => Distance(i, k)), Distance(i, index[i]), 1e-5);
    }

    [Fact]
    public void Of_equal_codes_the_first_is_taken()
    {
        var quantizer = new VectorQuantizer(4, 2);
        quantizer.Set(tensor(new[,] { { 5f, 5f }, { 1f, 0f }, { 1f, 0f }, { -1f, 0f } }));
        var index = quantizer.Quantize(tensor(new[,] { { 0.9f, 0f }, { 0f, 0f }, { 0f, 3f } })).Index;
        Assert.Equal([1L, 1L, 1L], index.data<long>().ToArray());
    }

    [Fact]
    public void Nothing_but_the_codebook_term_reaches_the_codebook()
    {
        manual_seed(1);
        var quantizer = new VectorQuantizer(8, 3);
        var z = randn(20, 3, requires_grad: true);
        var (output, _, penalty) = quantizer.Quantize(z);
        (output.square().sum() + penalty.Terms[1].Value.sum()).backward();
        Assert.Null(quantizer.parameters().Single().grad);
        quantizer.Quantize(z).Penalty.Terms[0].Value.sum().backward();
        Assert.NotNull(quantizer.parameters().Single().grad);
    }

    [Fact]
    public void Bad_tables_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new VectorQuantizer(0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VectorQuantizer(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VectorQuantizer(2, 2, double.NaN));
        Assert.Contains("(2, 2)",
            Assert.Throws<ArgumentException>(() => new VectorQuantizer(2, 2).Set(zeros(3, 2))).Message);
        Assert.Contains("NaN",
            Assert.Throws<ArgumentException>(() => new VectorQuantizer(1, 2).Set(full(1, 2, double.NaN))).Message);
        Assert.Contains("between 1 and 3",
            Assert.Throws<ArgumentOutOfRangeException>(() => new VectorQuantizer(4, 2).Start(randn(3, 2))).Message);
    }
}
