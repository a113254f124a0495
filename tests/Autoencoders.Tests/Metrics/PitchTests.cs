using static TorchSharp.torch;

namespace Autoencoders.Tests.Metrics;

public class PitchTests
{
    private static double Of(double frequency, Func<int, double> amplitude, int samples = 4096)
    {
        var sound =
            tensor(Enumerable.Range(0, samples).Select(i => Enumerable.Range(1, 12).Where(h => h * frequency < 4000)
            .Sum(h => amplitude(h) * Math.Sin(2 * Math.PI * h * frequency * i / 8000 + h))).ToArray());
        return Pitch.Estimate(sound.unsqueeze(0), 8000, 200, 1000).item<double>();
    }

    [Theory]
    [InlineData(220)]
    [InlineData(431.7)]
    [InlineData(830.6)]
    [InlineData(987)]
    public void The_pitch_of_a_sum_of_harmonics_is_its_fundamental(double frequency)
    {
        Assert.InRange(Pitch.Cents(frequency, Of(frequency, h => h == 1 ? 1 : 0)), -5, 5);
        Assert.InRange(Pitch.Cents(frequency, Of(frequency, h => 1.0 / h)), -5, 5);
        Assert.InRange(Pitch.Cents(frequency, Of(frequency, h => h % 2)), -5, 5);
    }

    [Fact]
    public void The_fundamental_may_be_missing() =>
    Assert.InRange(Pitch.Cents(300, Of(300, h => h == 1 ? 0 : 1)), -5, 5);

    [Fact]
    public void Loudness_does_not_matter_and_sounds_are_measured_alone()
    {
        var time = arange(4096, dtype: float64) / 8000;
        var two = stack([0.01 * sin(2 * Math.PI * 440 * time), sin(2 * Math.PI * 250 * time)]);
        var pitches = Pitch.Estimate(two, 8000, 200, 1000);
        Assert.InRange(Pitch.Cents(440, pitches[0].item<double>()), -5, 5);
        Assert.InRange(Pitch.Cents(250, pitches[1].item<double>()), -5, 5);
        Assert.Equal(100, Pitch.Cents(440, 440 * Math.Pow(2, 1 / 12.0)), 1e-9);
    }

    [Fact]
    public void Impossible_questions_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Pitch.Estimate(zeros(4096), 8000, 200, 1000));
        Assert.Contains("half the rate",
            Assert.Throws<ArgumentException>(() => Pitch.Estimate(zeros(1, 4096), 8000, 200, 5000)).Message);
        Assert.Throws<ArgumentException>(() => Pitch.Estimate(zeros(1, 4096), 8000, 900, 200));
    }
}
