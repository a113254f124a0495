using static TorchSharp.torch;

namespace Autoencoders.Tests.Core;

/// <summary>
/// Convolutions in single precision, whichever library computes them here, beside libtorch's own in double precision.
/// </summary>
public class NativeSettingsTests
{
    // Numbers of channels on both sides of 8 and 16, the widths of oneDNN's blocks.
    [Theory]
    [InlineData(1, 16)]
    [InlineData(16, 1)]
    [InlineData(16, 8)]
    [InlineData(3, 20)]
    [InlineData(20, 20)]
    [InlineData(24, 33)]
    public void A_convolution_and_its_gradients_are_those_of_double_precision(int from, int to)
    {
        manual_seed(from + 100 * to);
        var (x, w) = (randn(4, from, 14, 14), 0.1 * randn(to, from, 3, 3));
        Assert.All(Convolve(x, w, float32).Zip(Convolve(x, w, float64)), pair =>
            Assert.InRange((pair.First - pair.Second).abs().max().item<double>() / pair.Second.abs().max()
                .item<double>(), 0, 1e-5));
    }

    private static Tensor[] Convolve(Tensor x, Tensor w, ScalarType type)
    {
        var (input, kernel) =
            (x.to(type).detach().clone().requires_grad_(), w.to(type).detach().clone().requires_grad_());
        var y = nn.functional.conv2d(input, kernel, padding: [1L, 1L]);
        y.square().sum().backward();
        return [y.to(float64), input.grad!.to(float64), kernel.grad!.to(float64)];
    }

    [Fact]
    public void A_wrong_shape_is_an_exception_with_a_type_and_both_shapes()
    {
        var error = Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => mm(zeros(2, 3), zeros(4, 5)));
        Assert.Contains("2x3", error.Message);
        Assert.Contains("4x5", error.Message);
    }
}
