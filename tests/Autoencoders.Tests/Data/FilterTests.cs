using System.Globalization;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Data;

public class FilterTests
{
    [Theory]
    [InlineData("0.6")]
    [InlineData("1.0")]
    [InlineData("2.3")]
    public void The_gaussian_filter_is_SciPys(string width)
    {
        var filtered =
            GaussianFilter.Apply(RecordedImages.Images().Second, double.Parse(width, CultureInfo.InvariantCulture));
        Close(RecordedImages.Found.GetProperty("gaussian filter").GetProperty(width).Numbers(),
            RecordedImages.Some(filtered));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void The_median_filter_is_SciPys(int side)
    {
        var filtered = MedianFilter.Apply(RecordedImages.Images().Second, side);
        Close(RecordedImages.Found.GetProperty("median filter").GetProperty($"{side}").Numbers(),
            RecordedImages.Some(filtered));
    }

    [Fact]
    public void Channels_and_images_are_filtered_apart()
    {
        var (first, second) = RecordedImages.Images();
        var together = cat([cat([first, second], 1), cat([second, first], 1)]); // (2, 2, 28, 20)
        Assert.True(GaussianFilter.Apply(together, 1)[1, 0].allclose(GaussianFilter.Apply(second, 1)[0, 0]));
        Assert.True(MedianFilter.Apply(together, 3)[1, 0].allclose(MedianFilter.Apply(second, 3)[0, 0]));
    }

    [Fact]
    public void A_filter_of_no_width_changes_nothing()
    {
        var x = RecordedImages.Images().Second;
        Assert.True(GaussianFilter.Apply(x, 0).equal(x).all().item<bool>());
        Assert.True(MedianFilter.Apply(x, 1).equal(x).all().item<bool>());
    }

    [Fact]
    public void What_cannot_be_filtered_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MedianFilter.Apply(zeros(1, 1, 8, 8), 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => GaussianFilter.Apply(zeros(1, 1, 8, 8), double.NaN));
        Assert.Contains("(2, 784)",
            Assert.Throws<ArgumentException>(() => MedianFilter.Apply(zeros(2, 784), 3)).Message);
        Assert.Contains("(2, 784)",
            Assert.Throws<ArgumentException>(() => GaussianFilter.Apply(zeros(2, 784), 1)).Message);
    }

    private static void Close(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-9);
    }
}
