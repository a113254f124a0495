using static TorchSharp.torch;

namespace Autoencoders.Tests.Metrics;

public class MultiplyAddsTests
{
    [Fact]
    public void A_dense_layer_uses_every_weight_once_for_each_image() =>
        Assert.Equal(784 * 100 + 100 * 32 + 32 * 100
            + 100 * 784, MultiplyAdds.Count(new DenseAutoencoder([784, 100, 32]), zeros(5, 784)));

    [Fact]
    public void A_convolution_uses_its_weights_at_every_output_pixel_and_a_transposed_one_at_every_input_pixel()
    {
        long[] expected =
        [
            28 * 28 * 4 * 1 * 9, 14 * 14 * 4 * 4 * 9, // convolutions
            7 * 7 * 4 * 4 * 9, 14 * 14 * 4 * 4 * 9,   // transposed ones
            28 * 28 * 1 * 4 * 9,
        ];
        Assert.Equal(expected, MultiplyAdds.ByLayer(new TransposedAutoencoder(4), zeros(3, 1, 28, 28))
            .Select(layer => layer.Count));
    }

    [Fact]
    public void Counting_leaves_no_hook_behind()
    {
        var model = new PoolingAutoencoder();
        var once = MultiplyAdds.ByLayer(model, zeros(1, 1, 28, 28));
        model.call(zeros(1, 1, 28, 28));
        Assert.Equal(7, once.Count);
        Assert.Equal(once, MultiplyAdds.ByLayer(model, zeros(2, 1, 28, 28)));
    }
}
