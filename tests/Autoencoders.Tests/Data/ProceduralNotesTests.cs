using static TorchSharp.torch;

namespace Autoencoders.Tests.Data;

public class ProceduralNotesTests
{
    private static readonly NoteFactors Plain = new(Pitch: 12, Timbre: 0, Attack: 0.01, Decay: 1e9, Phase: 0);

    [Fact]
    public void A_sine_under_its_envelope_is_the_formula()
    {
        var note = Plain with { Decay = 0.2, Phase = 0.3 };
        var samples = ProceduralNotes.Synthesise(note);
        double At(int i)
        {
            var t = i / 8000.0;
            return 0.4 * Math.Sqrt(2) * Math.Sin(2 * Math.PI * (440 * t + 0.3))
                * (t < 0.01 ? t / 0.01 : Math.Exp(-(t - 0.01) / 0.2)) * Math.Min(1, (0.512 - t) / 0.02);
        }

        foreach (var i in new[] { 0, 1, 40, 80, 81, 2000, 3930, 3990, 4095 }) Assert.Equal(At(i), samples[i], 1e-6);
    }

    [Fact]
    public void Whole_periods_of_phase_change_nothing()
    {
        var expected = ProceduralNotes.Synthesise(Plain with { Phase = 0.25 });
        Assert.Equal(expected, ProceduralNotes.Synthesise(Plain with { Phase = 3.25 }));
        Assert.Equal(expected, ProceduralNotes.Synthesise(Plain with { Phase = -0.75 }));
        Assert.Equal(ProceduralNotes.Synthesise(Plain with { Phase = 0 }),
            ProceduralNotes.Synthesise(Plain with { Phase = double.MaxValue }));
    }

    [Fact]
    public void Nothing_sounds_at_or_above_half_the_rate_and_nothing_beside_the_harmonics()
    {
        foreach (var (pitch, timbre) in new[] { (3, 1), (12, 2), (23, 2) }) // 262, 440 and 831 Hz
        {
            var x = tensor(ProceduralNotes.Synthesise(new(pitch, timbre, 0.001, 1e9, 0.1))).to(float64)[100..3900];
            var spectrum = fft.rfft(x * hann_window(3800, dtype: float64)).abs();
            var harmonics = (int)Math.Ceiling(4000 / ProceduralNotes.Frequency(pitch)) - 1;
            var beside = ones(1901, dtype: float64);
            for (var h = 1; h <= harmonics; h++)
            {
                var centre = (int)Math.Round(h * ProceduralNotes.Frequency(pitch) * 3800 / 8000);
                beside[Math.Max(0, centre - 12)..Math.Min(1901, centre + 13)] = 0;
            }
            Assert.True((spectrum * beside).max().item<double>() < 2e-3 * spectrum.max().item<double>());
        }
    }

    [Fact]
    public void Timbres_start_with_one_power_and_never_clip()
    {
        for (var timbre = 0; timbre < ProceduralNotes.Timbres.Count; timbre++)
            for (var pitch = 0; pitch < ProceduralNotes.Pitches; pitch += 5)
            {
                var x = ProceduralNotes.Synthesise(Plain with { Timbre = timbre, Pitch = pitch, Attack = 1e-9 });
                Assert.InRange(x.Max(Math.Abs), 0.4, 0.9);
                if (timbre < 3) Assert.Equal(0.4, Math.Sqrt(x[..3800].Average(v => (double)v * v)), 0.004);
            }
    }

    [Fact]
    public void Plucked_notes_lose_their_higher_harmonics()
    {
        var x = tensor(ProceduralNotes.Synthesise(Plain with { Timbre = 3 }));
        double Share(Tensor part)
        {
            var sizes = fft.rfft(part.to(float64) * hann_window(800, dtype: float64)).abs();
            // the fourth harmonic to the first: 440 Hz is bin 44 of 800 samples
            return sizes[4 * 44].item<double>() / sizes[44].item<double>();
        }

        Assert.Equal(0.25 * Math.Exp(-6 * 3 * 0.06), Share(x[80..880]), 0.02);
        Assert.Equal(0.25 * Math.Exp(-6 * 3 * 0.26), Share(x[1680..2480]), 0.002);
    }

    [Fact]
    public void The_data_set_is_what_its_factors_say()
    {
        using var data = Datasets.Notes(train: 40, test: 8, seed: 3);
        Assert.Equal([40L, 1, 1, 4096], data.Train.Pixels.shape);
        Assert.Equal("Data: synthesised notes, 40 training and 8 test notes, made by the course from seed 3; on the "
            + "CPU", data.Used.ToString());
        var factors = data.Test.Factors!.data<float>().ToArray();
        var waves = MuLaw.Expand(data.Test.Flat());
        var pitches = Pitch.Estimate(waves, ProceduralNotes.Rate, 200, 900);
        for (var i = 0; i < 8; i++)
        {
            var (pitch, timbre) = ((int)factors[5 * i], (int)factors[5 * i + 1]);
            Assert.Equal(4 * pitch + timbre, data.Test.Labels[i].item<long>());
            Assert.InRange(Pitch.Cents(ProceduralNotes.Frequency(pitch), pitches[i].item<double>()), -10, 10);
            var made = ProceduralNotes.Synthesise(
                new(pitch, timbre, factors[5 * i + 2], factors[5 * i + 3], factors[5 * i + 4]));
            // half a step of a byte at full scale
            Assert.True((waves[i] - tensor(made)).abs().max().item<float>() < 0.02);
        }
    }

    [Fact]
    public void A_seed_gives_the_same_notes_and_another_others()
    {
        using var first = Datasets.Notes(20, 5, seed: 1);
        using var longer = Datasets.Notes(30, 5, seed: 1);
        using var other = Datasets.Notes(20, 5, seed: 2);
        Assert.True(first.Train.Pixels.eq(longer.Train.Pixels[..20]).all().item<bool>());
        Assert.False(first.Train.Pixels.eq(other.Train.Pixels).all().item<bool>());
        Assert.False(first.Train.Pixels[..5].eq(first.Test.Pixels).all().item<bool>());
        Assert.InRange(longer.Train.Factors!.min(0).Item1[2].item<float>(), 0.005f, 0.04f);
    }

    [Fact]
    public void Impossible_notes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ProceduralNotes.Synthesise(Plain with { Pitch = 24 }));
        Assert.Contains("4 is none",
            Assert.Throws<ArgumentException>(() => ProceduralNotes.Synthesise(Plain with { Timbre = 4 })).Message);
        Assert.Throws<ArgumentException>(() => ProceduralNotes.Synthesise(Plain with { Attack = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Datasets.Notes(0, 1));
    }
}
