using static TorchSharp.torch;

namespace Autoencoders.Tests.Data;

public class CorruptionTests
{
    private static readonly long[] Many = [500, 1, 28, 28]; // means of so many pixels are exact to about 0.002

    public static TheoryData<string> Kinds => [.. All.Keys];

    private static readonly Dictionary<string, ICorruption> All = new()
    {
        ["Gaussian"] = new GaussianNoise(0.4),
        ["Gaussian, not clipped"] = new GaussianNoise(0.4, clip: false),
        ["masking"] = new Masking(0.3),
        ["salt and pepper"] = new SaltAndPepper(0.3),
        ["blur"] = new Blur(1.5),
        ["missing square"] = new MissingRectangle(10, 10),
        ["missing half"] = new MissingRectangle(14, 28, (14, 0)),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void One_seed_gives_one_result_and_the_images_and_other_generators_are_left_alone(string kind)
    {
        manual_seed(5);
        var expected = rand(3);
        manual_seed(5);
        var x = full(4, 1, 28, 28, 0.7);
        var (once, again) = (All[kind].Corrupt(x, new Generator(3)), All[kind].Corrupt(x, new Generator(3)));
        Assert.True(once.equal(again).all().item<bool>());
        Assert.Equal(x.shape, once.shape);
        Assert.True(x.eq(0.7).all().item<bool>());
        Assert.True(rand(3).equal(expected).all().item<bool>());
    }

    [Theory]
    [InlineData("Gaussian")]
    [InlineData("Gaussian, not clipped")]
    [InlineData("masking")]
    [InlineData("salt and pepper")]
    [InlineData("missing square")]
    public void A_generator_that_goes_on_gives_other_damage(string kind)
    {
        var generator = new Generator(3);
        var x = full(4, 1, 28, 28, 0.7);
        Assert.False(All[kind].Corrupt(x, generator).equal(All[kind].Corrupt(x, generator)).all().item<bool>());
    }

    [Theory] // computed with the error function to seven digits
    [InlineData(1.0, 0, 0.3156268)]
    [InlineData(0.5, 0, 0.1952259)]
    [InlineData(0.4, 0, 0.1587753)]
    [InlineData(1.0, 1, 0.6843732)]
    [InlineData(0.3, 0.5, 0.5)]
    [InlineData(0, 0.2, 0.2)]
    public void Clipped_noise_has_the_mean_that_the_formula_says(double sigma, double pixel, double mean)
    {
        var noise = new GaussianNoise(sigma);
        Assert.Equal(mean, noise.MeanOfClipped(pixel), 1e-6);
        Assert.Equal(mean, noise.Corrupt(full(Many, pixel), new Generator(1)).mean().item<float>(), 4e-3);
    }

    [Theory] // by symmetry, by the tail that lies beyond, and by a sum of 200,000 terms
    [InlineData(1e300, 0.5, 0.5)]
    [InlineData(double.MaxValue, double.MaxValue, 0.841344746068543)] // Φ(1)
    [InlineData(1, 1e300, 1)]
    [InlineData(1, -1e300, 0)]
    [InlineData(1e-320, 0.25, 0.25)]
    [InlineData(100, 0, 0.498005305)]
    [InlineData(10.5, 0, 0.481017)]
    public void Clipped_noise_has_its_mean_at_the_ends_of_the_numbers(double sigma, double pixel, double mean) =>
        Assert.Equal(mean, new GaussianNoise(sigma).MeanOfClipped(pixel), 1e-6);

    [Fact]
    public void Noise_that_is_not_clipped_is_unbiased_and_has_its_deviation()
    {
        var noise = new GaussianNoise(0.5, clip: false).Corrupt(zeros(Many), new Generator(2));
        Assert.Equal(0, noise.mean().item<float>(), 4e-3);
        Assert.Equal(0.5, noise.std().item<float>(), 4e-3);
    }

    [Fact]
    public void Masking_hides_its_share_and_leaves_the_rest()
    {
        var masked = new Masking(0.3).Corrupt(full(Many, 0.6), new Generator(1));
        Assert.Equal(0.3, masked.eq(0).to(float32).mean().item<float>(), 4e-3);
        Assert.True(masked.eq(0).logical_or(masked.eq(0.6f)).all().item<bool>());
        Assert.Equal(0, new Masking(1).Corrupt(ones(Many), new Generator(1)).sum().item<float>());
        Assert.Equal(0, new Masking(0).Corrupt(zeros(Many), new Generator(1)).sum().item<float>());
    }

    [Fact]
    public void Salt_and_pepper_are_equally_many()
    {
        var x = new SaltAndPepper(0.2).Corrupt(full(Many, 0.6), new Generator(1));
        Assert.Equal(0.1, x.eq(0).to(float32).mean().item<float>(), 3e-3);
        Assert.Equal(0.1, x.eq(1).to(float32).mean().item<float>(), 3e-3);
        Assert.Equal(0.8, x.eq(0.6f).to(float32).mean().item<float>(), 4e-3);
    }

    [Fact]
    public void A_missing_square_lies_inside_and_anywhere()
    {
        var square = new MissingRectangle(10, 8);
        var hidden = square.Hidden(ones(Many), new Generator(1));
        Assert.True(hidden.flatten(1).sum(1L).eq(80).all().item<bool>());
        var starts = hidden.any(3).to(int64).argmax(2).flatten(); // the first row that is hidden, (n)
        Assert.Equal((0, 18), (starts.min().item<long>(), starts.max().item<long>()));
        Assert.Equal(9, starts.to(float32).mean().item<float>(), 0.8);
        var x = square.Corrupt(ones(Many), new Generator(1));
        Assert.True(x.eq(0).equal(hidden).all().item<bool>());
    }

    [Fact]
    public void A_missing_half_is_always_the_same()
    {
        var x = new MissingRectangle(14, 28, (14, 0)).Corrupt(ones(3, 1, 28, 28), new Generator(1));
        Assert.True(x[.., .., ..14].eq(1).all().item<bool>());
        Assert.True(x[.., .., 14..].eq(0).all().item<bool>());
    }

    [Fact]
    public void Numbers_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianNoise(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianNoise(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianNoise(1).MeanOfClipped(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Masking(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SaltAndPepper(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Blur(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MissingRectangle(0, 3));
        Assert.Contains("28 × 28",
            Assert.Throws<ArgumentException>(() => new MissingRectangle(29, 3)
                .Corrupt(ones(1, 1, 28, 28), new Generator())).Message);
        Assert.Contains("(2, 784)",
            Assert.Throws<ArgumentException>(() => new MissingRectangle(3, 3)
                .Corrupt(ones(2, 784), new Generator())).Message);
    }
}
