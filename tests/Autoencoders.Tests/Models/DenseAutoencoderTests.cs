using static TorchSharp.torch;

namespace Autoencoders.Tests.Models;

public class DenseAutoencoderTests
{
    [Theory]
    [InlineData(new long[] { 784, 32 }, 50_992)] // Keras prints the same count for this model
    [InlineData(new long[] { 784, 128, 64, 32 }, 222_384)]
    public void Parameters_are_counted_as_weights_and_biases_both_ways(long[] widths, long expected) =>
        Assert.Equal(expected, new DenseAutoencoder(widths).parameters().Sum(p => p.numel()));

    [Fact]
    public void The_shallow_model_is_two_affine_maps_around_a_relu()
    {
        manual_seed(1);
        var model = new DenseAutoencoder([4, 2], CodeActivation.Relu);
        var state = model.state_dict();
        var x = randn(3, 4);
        var z = (x.matmul(state["encoder.0.weight"].t()) + state["encoder.0.bias"]).clamp(min: 0);
        var a = z.matmul(state["decoder.0.weight"].t()) + state["decoder.0.bias"];
        Assert.True(model.Encode(x).allclose(z, atol: 1e-6));
        Assert.True(model.call(x).allclose(a, atol: 1e-6));
    }

    [Fact]
    public void Codes_obey_their_activation()
    {
        manual_seed(2);
        var x = 3 * randn(50, 6);
        Assert.True(new DenseAutoencoder([6, 5, 4], CodeActivation.Relu).Encode(x).min().item<float>() >= 0);
        Assert.InRange(new DenseAutoencoder([6, 5, 4], CodeActivation.Sigmoid).Encode(x).max().item<float>(), 0, 1);
        Assert.True(new DenseAutoencoder([6, 5, 4]).Encode(x).min().item<float>() < 0);
    }

    [Fact]
    public void Widths_that_make_no_network_are_refused()
    {
        Assert.Contains("at least", Assert.Throws<ArgumentException>(() => new DenseAutoencoder([784])).Message);
        Assert.Contains("784, 0", Assert.Throws<ArgumentException>(() => new DenseAutoencoder([784, 0])).Message);
    }
}
