using static TorchSharp.torch;

namespace Autoencoders.Tests.Metrics;

public class ReceptiveFieldTests
{
    [Fact]
    public void A_convolutions_field_is_its_kernel()
    {
        var kernel = tensor(new[,] { { 1f, -2, 3 }, { 0, 5, -6 }, { 7, 8, 9 } });
        var field = ReceptiveField.Measure(x => nn.functional.conv2d(x, kernel.reshape(1, 1, 3, 3), padding: [1, 1]),
            randn(1, 1, 5, 6), 2, 3);
        var expected = zeros(5, 6);
        expected[1..4, 2..5] = kernel.abs();
        Assert.True(field.allclose(expected));
    }

    [Fact]
    public void Gradients_add_up_over_channels_and_images()
    {
        var field =
            ReceptiveField.Measure(x => x * tensor(new[] { 1f, -2 }).reshape(1, 2, 1, 1), zeros(3, 2, 2, 2), 1, 0);
        Assert.Equal([0f, 0, 9, 0], field.flatten().data<float>().ToArray());
    }

    [Fact]
    public void The_gradient_and_exchanged_symbols_agree()
    {
        manual_seed(3);
        var plain = new PixelCnn(2, channels: 16, layers: 3, firstKernel: 3);
        var gated = new GatedPixelCnn(2, channels: 16, layers: 4, firstKernel: 3);
        var x = randint(2, new long[] { 8, 9, 9 }, dtype: int64);
        Assert.Equal(34, ReceptiveField.Measure(plain.FromVectors, plain.Embed(x), 4, 4).gt(0).sum().item<long>());
        Assert.Equal(40, ReceptiveField.Measure(v => gated.FromVectors(v), gated.Embed(x), 4, 4).gt(0).sum()
            .item<long>());
    }

    [Fact]
    public void It_works_where_gradients_are_off()
    {
        using var noGradient = no_grad();
        Assert.Equal(4, ReceptiveField.Measure(x => x * x, 2 * ones(1, 1, 2, 2), 0, 0).sum().item<float>());
    }

    [Fact]
    public void Bad_questions_are_refused()
    {
        Assert.Contains("(n, c, h, w)",
            Assert.Throws<ArgumentException>(() => ReceptiveField.Measure(x => x, zeros(3, 3), 0, 0)).Message);
        Assert.Contains("(3, 0)",
            Assert.Throws<ArgumentException>(() => ReceptiveField.Measure(x => x, zeros(1, 1, 3, 3), 3, 0)).Message);
        Assert.Contains("keeps",
            Assert.Throws<ArgumentException>(
                () => ReceptiveField.Measure(x => x[.., .., 1..], zeros(1, 1, 3, 3), 0, 0)).Message);
    }
}
