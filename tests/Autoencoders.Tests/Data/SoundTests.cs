using static TorchSharp.torch;

namespace Autoencoders.Tests.Data;

public class SoundTests
{
    // The sound of recorded/sound.py.
    private static double[] Recording() =>
        [.. Enumerable.Range(0, 600)
            .Select(n => 0.5 * Math.Sin(0.1 * n + 0.0005 * n * n) + 0.3 * Math.Exp(-n / 150.0) * Math.Cos(1.3 * n))];

    private static Tensor Sine(double frequency, double amplitude = 1, int samples = 1024, int rate = 8000,
        double phase = 0) =>
        tensor(Enumerable.Range(0, samples)
            .Select(i => amplitude * Math.Sin(2 * Math.PI * frequency * i / rate + phase)).ToArray()).unsqueeze(0);

    [Fact]
    public void A_spectrogram_is_SciPys()
    {
        var recorded = Recorded.Read("sound").GetProperty("64, 16").Numbers();
        var ours = new Spectrogram(64).Magnitudes(tensor(Recording()).unsqueeze(0))[0];
        Assert.Equal([(long)recorded[0], (long)recorded[1]], ours.shape);
        Assert.Equal(recorded[2], ours.sum().item<double>(), 1e-8);
        foreach (var (value, (k, m)) in recorded[3..].Zip([(0, 0), (3, 2), (32, (int)recorded[1] - 1), (7, 5)]))
            Assert.Equal(value, ours[k, m].item<double>(), 1e-10);
    }

    [Fact]
    public void Distances_of_spectra_are_numpys()
    {
        var (x, recorded) = (Recording(), Recorded.Read("sound"));
        var moved = Enumerable.Range(0, 600).Select(i => 0.8 * x[(i + 597) % 600]).ToArray();
        var (a, b) = (tensor(x).unsqueeze(0), tensor(moved).unsqueeze(0));
        Assert.Equal(recorded.GetProperty("log-spectral distance").GetDouble(),
            LogSpectralDistance.Compute(a, b, new Spectrogram(64)).item<double>(), 1e-8);
        Assert.Equal(recorded.GetProperty("spectral distance").GetDouble(),
            SpectralDistance.Compute(a, b, 0.01, 64).item<double>(), 1e-8);
    }

    [Theory]
    [InlineData(256, 1000, 0.7)]
    [InlineData(64, 500, 0.2)]
    public void A_sine_in_the_middle_of_a_bin_has_its_amplitude_there_and_half_of_it_beside(int window,
        double frequency, double amplitude)
    {
        var spectrogram = new Spectrogram(window);
        var sizes = spectrogram.Magnitudes(Sine(frequency, amplitude))[0, .., 1024 / 2 / spectrogram.Hop];
        var bin = Array.IndexOf(spectrogram.Frequencies(8000), frequency);
        Assert.Equal(amplitude, sizes[bin].item<double>(), 1e-9);
        Assert.Equal(amplitude / 2, sizes[bin + 1].item<double>(), 1e-9); // the Hann window's own spectrum is ½, 1, ½
        Assert.Equal(0, sizes[bin + 2].item<double>(), 1e-9);
        Assert.Equal(20 * Math.Log10(amplitude),
            spectrogram.Decibels(Sine(frequency, amplitude))[0, bin, 1024 / 2 / spectrogram.Hop].item<double>(), 1e-6);
    }

    [Fact]
    public void Times_and_frequencies_name_the_frames_and_bins()
    {
        var spectrogram = new Spectrogram(256, 64);
        var sizes = spectrogram.Magnitudes(zeros(2, 1024));
        Assert.Equal([2L, spectrogram.Bins, spectrogram.Times(1024, 8000).Length], sizes.shape);
        Assert.Equal((0.128, 4000.0), (spectrogram.Times(1024, 8000)[^1], spectrogram.Frequencies(8000)[^1]));
        Assert.Equal(-60f, spectrogram.Decibels(zeros(1, 1024)).max().item<float>());
    }

    [Fact]
    public void Phases_are_not_heard()
    {
        var (x, turned, soft) = (Sine(1000), Sine(1000, phase: 1), Sine(1000, 0.5));
        Assert.True(Gaussian.SquaredError(x, turned).item<double>() > 100);
        var (sizes, others) = (new Spectrogram(64).Magnitudes(x), new Spectrogram(64).Magnitudes(turned));
        // at the ends the mirror makes a corner
        Assert.True(sizes[.., .., 2..^2].allclose(others[.., .., 2..^2], atol: 1e-9));
        Assert.InRange(SpectralDistance.Compute(x, turned)[0].item<double>(), 0, 0.06);
        var peak = new Spectrogram(64).Magnitudes(soft)[0, 8, 30];
        Assert.Equal(0.5, peak.item<double>(), 1e-9);
        Assert.Equal(0, SpectralDistance.Compute(x, x)[0].item<double>());
        Assert.Equal([3L], LogSpectralDistance.Compute(zeros(3, 600), ones(3, 600)).shape);
    }

    [Fact]
    public void The_spectral_distance_has_the_gradient_of_finite_differences()
    {
        var x = tensor(Recording()[..80]).unsqueeze(0);
        var y = (0.7 * x + 0.1).requires_grad_();
        SpectralDistance.Compute(x, y, 0.01, 32, 64).sum().backward();
        foreach (var i in new[] { 0, 17, 79 })
        {
            double At(double h)
            {
                var moved = y.detach().clone();
                moved[0, i] += h;
                return SpectralDistance.Compute(x, moved, 0.01, 32, 64).sum().item<double>();
            }

            Assert.Equal((At(1e-6) - At(-1e-6)) / 2e-6, y.grad![0, i].item<double>(), 1e-6);
        }
    }

    [Fact]
    public void Silence_has_a_gradient_that_is_finite()
    {
        var y = zeros(1, 1024, requires_grad: true);
        SpectralDistance.Compute(Sine(500).to(float32), y).sum().backward();
        Assert.True(y.grad!.isfinite().all().item<bool>());
    }

    [Fact]
    public void The_mu_law_and_its_inverse()
    {
        var x = tensor(new[] { -1, -0.5, -0.01, 0, 0.001, 0.1, 1 });
        var u = MuLaw.Compress(x);
        Assert.Equal(0.5 + 0.5 * Math.Log(1 + 255 * 0.1) / Math.Log(256), u[5].item<double>(), 1e-12);
        Assert.Equal((0, 0.5, 1), (u[0].item<double>(), u[3].item<double>(), u[6].item<double>()));
        Assert.True(MuLaw.Expand(u).allclose(x, atol: 1e-12));
        Assert.Equal([0, 128, 255], MuLaw.Bytes(tensor(new[] { -1f, 0f, 1f })).data<byte>().ToArray());
        var sweep = linspace(-1, 1, 4001, float64);
        var back = MuLaw.Expand(MuLaw.Bytes(sweep).to(float64) / 255);
        // half a step, times the slope
        Assert.True(((back - sweep).abs() <= 1.0 / 255 * Math.Log(256) / 255 * (1 + 255 * sweep.abs()) * 1.02).all()
            .item<bool>());
        Assert.Contains("1.5", Assert.Throws<ArgumentException>(() => MuLaw.Compress(tensor(1.5))).Message);
        Assert.Throws<ArgumentException>(() => MuLaw.Compress(tensor(double.NaN)));
    }

    [Fact]
    public void Impossible_spectrograms_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Spectrogram(63));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Spectrogram(64, 0));
        Assert.Contains("(1, 100)",
            Assert.Throws<ArgumentException>(() => new Spectrogram(256).Magnitudes(zeros(1, 100))).Message);
        Assert.Throws<ArgumentException>(() => new Spectrogram(64).Magnitudes(zeros(100)));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => SpectralDistance.Compute(zeros(1, 600), zeros(1, 600), floor: 0));
        Assert.Throws<ArgumentException>(() => LogSpectralDistance.Compute(zeros(1, 600), zeros(2, 600)));
    }
}
