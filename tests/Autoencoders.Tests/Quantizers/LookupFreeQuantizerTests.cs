using static TorchSharp.torch;

namespace Autoencoders.Tests.Quantizers;

public class LookupFreeQuantizerTests
{
    [Fact]
    public void The_code_is_the_signs_and_the_index_their_bits()
    {
        var quantizer = new LookupFreeQuantizer(3);
        var (output, index, _) = quantizer.Quantize(tensor(new[,] { { 0.2f, -3f, 1f }, { -1f, -1f, -1f } }));
        Assert.True(output.eq(tensor(new[,] { { 1f, -1f, 1f }, { -1f, -1f, -1f } })).all().item<bool>());
        Assert.Equal([5L, 0L], index.data<long>().ToArray());
        Assert.Equal(8, quantizer.Codes);
        for (var code = 0L; code < 8; code++)
            Assert.Equal(code, quantizer.Quantize(quantizer.Lookup(tensor([code]))).Index.item<long>());
    }

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(3, 0.5)]
    [InlineData(4, 3.0)]
    public void The_entropy_terms_are_sums_over_all_codes(int bits, double temperature)
    {
        manual_seed(1);
        var z = 0.7 * randn(5, bits);
        var quantizer = new LookupFreeQuantizer(bits, commitment: 0, weight: 1, temperature);
        var terms = quantizer.Quantize(z).Penalty.Terms;
        var values = z.to(float64).data<double>().ToArray();
        var mean = new double[1 << bits];
        for (var row = 0; row < 5; row++)
        {
            var q = new double[1 << bits];
            for (var code = 0; code < q.Length; code++)
                q[code] = Math.Exp(-Enumerable.Range(0, bits).Sum(d =>
                    Math.Pow(values[row * bits + d] - ((code >> d & 1) == 1 ? 1 : -1), 2)) / temperature);
            var total = q.Sum();
            for (var code = 0; code < q.Length; code++) mean[code] += (q[code] /= total) / 5;
            Assert.Equal(-q.Sum(p => p * Math.Log(p)), terms[1].Value[row].item<float>(), 1e-4);
        }
        Assert.Equal(mean.Sum(p => p * Math.Log(p * mean.Length)), terms[2].Value[0].item<float>(), 1e-4);
    }

    [Fact]
    public void Vectors_at_all_corners_cost_nothing_and_vectors_at_one_cost_log_K()
    {
        var quantizer = new LookupFreeQuantizer(4, commitment: 0, weight: 1, temperature: 0.05);
        Assert.True(quantizer.Quantize(quantizer.Lookup(arange(16))).Penalty.Total.abs().max().item<float>() < 1e-4);
        Assert.Equal(Math.Log(16), quantizer.Quantize(ones(9, 4)).Penalty.Total[0].item<float>(), 1e-4);
    }

    [Fact]
    public void Bad_numbers_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LookupFreeQuantizer(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LookupFreeQuantizer(17));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LookupFreeQuantizer(3, temperature: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LookupFreeQuantizer(3, weight: -1));
    }
}
