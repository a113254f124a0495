using System.Security.Cryptography;
using Xunit.Abstractions;

namespace Autoencoders.Tests.Data;

public sealed class ProceduralDigitsTests(ITestOutputHelper output)
{
    private const int Pixels = 28 * 28;
    private const int Count = 4000;
    private static readonly DrawnDigits Drawn = ProceduralDigits.DrawMany(Count, seed: 1, test: false);

    private static readonly Moments[] Measured =
        [.. Enumerable.Range(0, Count).Select(i => Moments.Of(Drawn.Pixels.AsSpan(i * Pixels, Pixels)))];

    private static double Factor(int image, string name) =>
        Drawn.Factors[image * DigitFactors.Names.Count + DigitFactors.Names.ToList().IndexOf(name)];

    /// <summary>Correlation of a factor with what is measured, over the images of one digit or of all.</summary>
    private double Recovered(string name, Func<int, double> measure, int? digit = null)
    {
        var images = Enumerable.Range(0, Count).Where(i => digit is null || Drawn.Labels[i] == digit).ToArray();
        var correlation = Moments.Correlation([.. images.Select(i => Factor(i, name))], [.. images.Select(measure)]);
        output.WriteLine($"{name}, digit {digit?.ToString() ?? "any"}: {correlation:0.000}");
        return correlation;
    }

    /// <summary>
    /// Pins determinism across machines: these bytes were recorded once and must come out everywhere.
    /// </summary>
    [Fact]
    public void The_first_hundred_images_are_the_recorded_ones_on_every_machine()
    {
        var drawn = ProceduralDigits.DrawMany(100, seed: 1, test: false);

        var hash =
            Convert.ToHexStringLower(SHA256.HashData([.. drawn.Pixels, .. drawn.Labels.Select(label => (byte)label)]));
        output.WriteLine(hash);
        Assert.Equal("d9ca82e91bf1fe8509a6967b280d1154bedb439e5e0f52cef74aa34d66ac483b", hash);
    }

    [Fact]
    public void An_image_depends_on_seed_and_index_only()
    {
        var alone = new byte[Pixels];
        var (label, _) = ProceduralDigits.Draw(1, test: false, 1234, alone);

        Assert.Equal(Drawn.Pixels[(1234 * Pixels)..(1235 * Pixels)], alone);
        Assert.Equal(Drawn.Labels[1234], label);
        Assert.NotEqual(Drawn.Pixels[..Pixels], ProceduralDigits.DrawMany(1, seed: 2, test: false).Pixels);
    }

    [Fact]
    public void No_image_appears_twice_nor_in_both_training_and_test()
    {
        var test = ProceduralDigits.DrawMany(Count, seed: 1, test: true);
        var images = new[] { Drawn, test }.SelectMany(drawn => drawn.Pixels.Chunk(Pixels))
            .Select(image => Convert.ToHexString(SHA256.HashData(image)));

        Assert.Equal(2 * Count, images.Distinct().Count());
    }

    [Fact]
    public void The_ten_digits_are_equally_frequent()
    {
        // Pearson's statistic: with nine degrees of freedom, above 27.9 once in a thousand seeds.
        var statistic = Drawn.Labels.GroupBy(label => label)
            .Sum(group => Math.Pow(group.Count() - Count / 10.0, 2) / (Count / 10.0));

        Assert.Equal(10, Drawn.Labels.Distinct().Count());
        Assert.InRange(statistic, 0, 27.9);
    }

    [Fact]
    public void Brightness_and_grey_levels_are_like_those_of_MNIST()
    {
        // MNIST's test images: mean 0.1325, deviation 0.3105, 19.1 % not black, binary entropy 0.0581 nats a pixel.
        var x = Drawn.Pixels.Select(pixel => pixel / 255.0).ToArray();
        var entropy = x.Average(p => p is 0 or 1 ? 0 : -p * Math.Log(p) - (1 - p) * Math.Log(1 - p));
        output.WriteLine($"mean {x.Average():0.0000}, not black {x.Average(p => p > 0 ? 1 : 0):0.000}, "
            + $"entropy {entropy:0.0000}");

        Assert.InRange(x.Average(), 0.12, 0.145);
        Assert.InRange(Math.Sqrt(x.Average(p => p * p) - x.Average() * x.Average()), 0.29, 0.33);
        Assert.InRange(x.Average(p => p > 0 ? 1 : 0), 0.17, 0.22);
        Assert.InRange(entropy, 0.045, 0.070);
    }

    [Fact]
    public void The_centre_of_mass_is_where_the_position_says()
    {
        // Not exactly: where strokes cross, the line passes twice and the ink lies once.
        Assert.InRange(Recovered("x", i => Measured[i].X), 0.85, 1);
        Assert.InRange(Recovered("y", i => Measured[i].Y), 0.85, 1);
        // pixels
        Assert.InRange(Enumerable.Range(0, Count).Average(i => Math.Abs(Measured[i].X - Factor(i, "x"))), 0, 0.3);
        Assert.InRange(Enumerable.Range(0, Count).Average(i => Math.Abs(Measured[i].Y - Factor(i, "y"))), 0, 0.3);
    }

    [Fact]
    public void The_size_is_what_the_scale_says()
    {
        Assert.InRange(Recovered("scale", i => Measured[i].Extent), 0.9, 1);
        Assert.All(Enumerable.Range(0, Count),
            i => Assert.InRange(Measured[i].Extent / 20 - Factor(i, "scale"), -0.15, 0.15));
    }

    [Fact]
    public void The_line_is_as_wide_as_the_thickness_says()
    {
        for (var digit = 0; digit < 10; digit++)
        {
            Assert.InRange(Recovered("thickness", i => Measured[i].Width, digit), 0.8, 1);
            Assert.InRange(Recovered("thickness", i => Measured[i].Ink, digit), 0.55, 1);
        }
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.5)]
    [InlineData(2.25)]
    public void A_straight_line_has_as_much_ink_as_it_is_wide(double radius)
    {
        var image = new byte[Pixels];
        StrokeRaster.Draw([new(4, 13.3, radius, true), new(23, 13.3, radius, false)], image);

        for (var x = 8; x < 20; x++) // away from the round ends
            Assert.Equal(2 * radius, Enumerable.Range(0, 28).Sum(y => image[y * 28 + x] / 255.0), 0.05 * radius);
    }

    [Fact]
    public void A_one_leans_by_slant_and_rotation_together()
    {
        Assert.InRange(Recovered("slant", i => Measured[i].Lean, digit: 1), 0.8, 1);
        Assert.InRange(Recovered("slant", i => Measured[i].Lean - Math.Tan(Factor(i, "rotation")), digit: 1), 0.9, 1);
        Assert.InRange(Recovered("rotation", i => Measured[i].Lean - Factor(i, "slant"), digit: 1), 0.7, 1);
    }

    [Fact]
    public void An_impossible_number_of_images_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ProceduralDigits.DrawMany(0, seed: 1, test: false));
}
