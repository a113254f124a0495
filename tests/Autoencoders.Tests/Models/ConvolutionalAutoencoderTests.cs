using static TorchSharp.torch;

namespace Autoencoders.Tests.Models;

public class ConvolutionalAutoencoderTests
{
    [Fact] // Keras prints the same counts for these models
    public void Parameters_are_as_many_as_in_the_models_they_follow()
    {
        Assert.Equal(4_385, Count(new PoolingAutoencoder()));
        Assert.Equal(28_353, Count(new TransposedAutoencoder()));
    }

    [Fact]
    public void The_strided_models_parameters_are_those_of_its_six_layers()
    {
        long down = 1 * 5 * 16 + 5 + 5 * 10 * 16 + 10 + 490 * 7 + 7;
        long up = 7 * 490 + 490 + 10 * 5 * 16 + 5 + 5 * 1 * 16 + 1;
        Assert.Equal(down + up, Count(new StridedAutoencoder(code: 7, channels: 5)));
    }

    [Fact]
    public void Codes_and_reconstructions_have_the_shapes_that_are_promised()
    {
        var x = rand(2, 1, 28, 28);
        var pooling = new PoolingAutoencoder();
        Assert.Equal([2L, 8, 4, 4], pooling.Encode(x).shape);
        Assert.Equal(x.shape, pooling.call(x).shape);
        var transposed = new TransposedAutoencoder(6);
        Assert.Equal([2L, 6, 7, 7], transposed.Encode(x).shape);
        Assert.Equal(x.shape, transposed.call(x).shape);
        foreach (var kernel in new[] { 3, 4 })
        {
            var strided = new StridedAutoencoder(32, 4, kernel);
            Assert.Equal([2L, 32], strided.Encode(x).shape);
            Assert.Equal(x.shape, strided.call(x).shape);
        }
    }

    [Fact]
    public void Every_parameter_gets_a_gradient()
    {
        manual_seed(1);
        foreach (var model in new nn.Module<Tensor, Tensor>[]
            { new PoolingAutoencoder(), new StridedAutoencoder(8, 4), new TransposedAutoencoder(4) })
        {
            model.call(rand(4, 1, 28, 28)).square().sum().backward();
            Assert.All(model.named_parameters(),
                parameter => Assert.True(parameter.parameter.grad!.abs().sum().item<float>() > 0, parameter.name));
        }
    }

    [Fact]
    public void Sizes_that_make_no_network_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StridedAutoencoder(0));
        Assert.Contains("3 or 4",
            Assert.Throws<ArgumentOutOfRangeException>(() => new StridedAutoencoder(8, 4, 5)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransposedAutoencoder(0));
    }

    private static long Count(nn.Module model) => model.parameters().Sum(p => p.numel());
}
