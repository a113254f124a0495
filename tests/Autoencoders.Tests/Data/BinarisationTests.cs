using static TorchSharp.torch;

namespace Autoencoders.Tests.Data;

public class BinarisationTests
{
    private static ImageData Grey(byte level) =>
        new(full([100, 1, 10, 10], level, dtype: uint8), arange(100), "grey", "made here");

    [Fact]
    public void Pixels_are_black_or_white_with_the_grey_value_as_probability()
    {
        using var once = Binarisation.Once(Grey(51), seed: 1);
        var x = once.Flat();
        Assert.True(x.eq(0).logical_or(x.eq(1)).all().item<bool>());
        Assert.Equal(0.2, x.mean().item<float>(), 0.02);
        Assert.Contains("binarised once", once.Name);
        Assert.True(once.Labels.eq(arange(100)).all().item<bool>());
    }

    [Fact]
    public void Once_is_the_same_for_a_seed_and_dynamic_is_new_each_time()
    {
        using var grey = Grey(128);
        using var one = Binarisation.Once(grey, 1);
        using var same = Binarisation.Once(grey, 1);
        using var other = Binarisation.Once(grey, 2);
        Assert.True(one.Pixels.eq(same.Pixels).all().item<bool>());
        Assert.False(one.Pixels.eq(other.Pixels).all().item<bool>());
        using var generator = new Generator(1);
        Assert.False(Binarisation.Draw(grey.Flat(), generator).eq(Binarisation.Draw(grey.Flat(), generator)).all()
            .item<bool>());
    }

    [Fact]
    public void Black_and_white_images_stay_as_they_are()
    {
        using var once = Binarisation.Once(Grey(128), 1);
        Assert.True(Binarisation.Draw(once.Flat()).eq(once.Flat()).all().item<bool>());
    }
}
