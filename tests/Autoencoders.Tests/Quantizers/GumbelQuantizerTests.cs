using static TorchSharp.torch;

namespace Autoencoders.Tests.Quantizers;

public class GumbelQuantizerTests
{
    [Fact]
    public void Codes_are_drawn_as_the_softmax_says()
    {
        manual_seed(1);
        var quantizer = new GumbelQuantizer(4, 2);
        var z = randn(1, 2);
        var state = quantizer.state_dict();
        var p = (z.matmul(state["logits.weight"].t()) + state["logits.bias"]).softmax(1)[0];
        quantizer.train();
        const int Draws = 40_000;
        var counts = bincount(quantizer.Quantize(z.expand(Draws, 2)).Index, minlength: 4).to(float32) / Draws;
        Assert.True((counts - p).abs().max().item<float>() < 4 * 0.5 / Math.Sqrt(Draws));
    }

    [Fact]
    public void The_divergence_goes_from_zero_to_the_logarithm_of_K()
    {
        var quantizer = new GumbelQuantizer(8, 8);
        var state = quantizer.state_dict();
        using (no_grad())
        {
            state["logits.bias"].zero_();
            state["logits.weight"].copy_(eye(8));
        }
        quantizer.eval();
        Assert.Equal(0, quantizer.Quantize(zeros(1, 8)).Penalty.Total.item<float>(), 1e-6);
        var sure = quantizer.Quantize(100 * eye(8));
        Assert.Equal(Math.Log(8), sure.Penalty.Total.mean().item<float>(), 1e-5);
        Assert.Equal(Enumerable.Range(0, 8).Select(k => (long)k), sure.Index.data<long>().ToArray());
    }

    [Fact]
    public void The_temperature_is_positive()
    {
        var quantizer = new GumbelQuantizer(2, 2) { Temperature = 0.5 };
        Assert.Throws<ArgumentOutOfRangeException>(() => quantizer.Temperature = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => quantizer.Temperature = double.NaN);
        Assert.Throws<ArgumentOutOfRangeException>(() => new GumbelQuantizer(2, 2, weight: -1));
    }
}
