using static TorchSharp.torch;

namespace Autoencoders.Tests.Metrics;

public class SimilarityTests
{
    [Fact]
    public void Psnr_is_what_scikit_image_computes()
    {
        var (first, second) = RecordedImages.Images();
        Assert.Equal(RecordedImages.Found.GetProperty("psnr").GetDouble(),
            Psnr.Decibels(first, second).item<double>(), 1e-10);
    }

    [Fact]
    public void Psnr_is_20_decibels_at_an_error_of_a_tenth_and_infinite_without_one()
    {
        var decibels = Psnr.Decibels(zeros(2, 1, 4, 4), stack([full(1, 4, 4, 0.1), zeros(1, 4, 4)]));
        Assert.Equal([2L], decibels.shape);
        Assert.Equal(20, decibels[0].item<float>(), 1e-4);
        Assert.Equal(float.PositiveInfinity, decibels[1].item<float>());
    }

    [Fact]
    public void Psnr_takes_a_mask_of_black_and_white()
    {
        var decibels = Psnr.Decibels(full(1, 1, 4, 4, 0.1), zeros([1, 1, 4, 4], ScalarType.Bool));
        Assert.Equal(20, decibels.item<float>(), 1e-4);
    }

    [Fact]
    public void Ssim_is_what_scikit_image_computes()
    {
        var (first, second) = RecordedImages.Images();
        Assert.Equal(RecordedImages.Found.GetProperty("ssim").GetDouble(),
            Ssim.Mean(first, second).item<float>(), 1e-6);
        Assert.Equal(RecordedImages.Found.GetProperty("ssim of the negative").GetDouble(),
            Ssim.Mean(first, 1 - first).item<float>(), 1e-6);
    }

    [Fact]
    public void Ssim_is_per_image_symmetric_and_1_for_equal_images()
    {
        var (first, second) = RecordedImages.Images();
        var similarity = Ssim.Mean(cat([first, first]), cat([first, second]));
        Assert.Equal([2L], similarity.shape);
        Assert.Equal(1, similarity[0].item<float>(), 1e-6);
        Assert.Equal(Ssim.Mean(second, first).item<float>(), similarity[1].item<float>(), 1e-6);
    }

    [Fact]
    public void What_cannot_be_compared_is_refused_with_the_reason()
    {
        Assert.Contains("11 × 11",
            Assert.Throws<ArgumentException>(() => Ssim.Mean(zeros(1, 1, 10, 28), zeros(1, 1, 10, 28))).Message);
        Assert.Contains("(1, 784)",
            Assert.Throws<ArgumentException>(() => Ssim.Mean(zeros(1, 784), zeros(1, 784))).Message);
        Assert.Contains("255",
            Assert.Throws<ArgumentException>(
                () => Ssim.Mean(full(1, 1, 28, 28, 255.0), zeros(1, 1, 28, 28, float64))).Message);
        Assert.Throws<ArgumentException>(() => Psnr.Decibels(zeros(2, 4), zeros(4)));
        Assert.Throws<ArgumentException>(() => Psnr.Decibels(full(1, 4, double.NaN), zeros(1, 4, float64)));
    }
}
