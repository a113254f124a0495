using static TorchSharp.torch;

namespace Autoencoders.Tests.Data;

public class DownscalingTests
{
    [Fact]
    public void Each_pixel_is_the_mean_of_four_rounded()
    {
        byte[] pixels =
        [
            0, 255, 10, 10,
            255, 255, 10, 11,
            1, 0, 200, 0,
            0, 0, 0, 0,
        ];
        using var images =
            new ImageData(tensor(pixels).to(uint8).reshape(1, 1, 4, 4), tensor(new long[] { 7 }), "four", "a test");
        using var halved = Downscaling.Halve(images);
        Assert.Equal([1, 1, 2, 2], halved.Pixels.shape);
        Assert.Equal([191, 10, 0, 50], halved.Pixels.flatten().data<byte>().ToArray()); // 191.25, 10.25, 0.25, 50
        Assert.Equal(7, halved.Labels[0].item<long>());
        Assert.Equal("four, 2 × 2", halved.Name);
    }

    [Fact]
    public void Odd_sides_have_no_half()
    {
        using var images = new ImageData(zeros(1, 1, 3, 4, uint8), zeros(1, int64), "odd", "a test");
        Assert.Contains("3 × 4", Assert.Throws<ArgumentException>(() => Downscaling.Halve(images)).Message);
    }
}
