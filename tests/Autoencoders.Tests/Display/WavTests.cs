using System.Buffers.Binary;
using System.Text;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Display;

public class WavTests
{
    [Fact]
    public void A_file_has_the_layout_of_RIFF()
    {
        // By hand from the specification: three samples, 0, 1 and −1, at 8,000 a second.
        byte[] expected =
        [
            .. "RIFF"u8, 42, 0, 0, 0, .. "WAVE"u8,                       // 42 bytes follow the first eight
            // PCM, mono, 8000, 16000 bytes/s
            .. "fmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x80, 0x3E, 0, 0, 2, 0, 16, 0,
            .. "data"u8, 6, 0, 0, 0, 0, 0, 0xFF, 0x7F, 0x01, 0x80,
        ];
        Assert.Equal(expected, Wav.Encode([0f, 1f, -1f], 8000));
    }

    [Fact]
    public void Samples_come_back_to_half_a_step()
    {
        var samples = Enumerable.Range(0, 500).Select(i => (float)Math.Sin(0.1 * i)).ToArray();
        var file = Wav.Encode(samples, 8000);
        for (var i = 0; i < samples.Length; i++)
            Assert.Equal(samples[i], BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(44 + 2 * i))
                / 32767.0, 0.51 / 32767);
    }

    [Fact]
    public void What_would_be_cut_off_is_refused()
    {
        Assert.Contains("Sample 1 is 1.5",
            Assert.Throws<ArgumentException>(() => Wav.Encode([0f, 1.5f], 8000)).Message);
        Assert.Throws<ArgumentException>(() => Wav.Encode([float.NaN], 8000));
        Assert.Throws<ArgumentException>(() => Wav.Encode([], 8000));
        Assert.Throws<ArgumentOutOfRangeException>(() => Wav.Encode([0f], 0));
    }

    [Fact]
    public void A_sound_is_a_player_for_each_clip_that_loads_nothing()
    {
        using var german = new GermanCulture();
        var sound = new Sound("Two <notes>", 8000).Add("first", zeros(4000)).Add("both & more", zeros(2, 4000));
        Assert.Equal("Two <notes> (sound, 8,000 samples a second): first 0.5 s, both & more 1.0 s", sound.ToString());
        var html = Kernel.Show(sound, "text/html");
        Assert.Contains("<b>Two &lt;notes&gt;</b>", html);
        Assert.Contains("both &amp; more", html);
        Assert.DoesNotContain("//", html.Replace("data:audio/wav;base64,", "").Split("base64")[0][..20]);
        var files = html.Split("src=\"")[1..].Select(part => part.Split('"')[0]).ToList();
        Assert.Equal(2, files.Count);
        Assert.All(files, file => Assert.StartsWith("data:audio/wav;base64,", file));
        var bytes = Convert.FromBase64String(files[1]["data:audio/wav;base64,".Length..]);
        Assert.Equal((44 + 16_000, "RIFF"), (bytes.Length, Encoding.ASCII.GetString(bytes, 0, 4)));
        Assert.Throws<ArgumentException>(() => sound.Add("loud", full(10, 1.01)));
        Assert.Throws<ArgumentException>(() => sound.Add("a grid", zeros(2, 2, 2)));
    }

    [Fact]
    public void A_spectrogram_is_drawn_with_seconds_and_hertz()
    {
        var plot = SpectrogramPlot.Draw("A tone", (0.5 * sin(2 * Math.PI * 1000 * arange(4096, dtype: float32) / 8000)),
            8000, new Spectrogram(256));
        var trace = System.Text.Json.Nodes.JsonNode.Parse(plot.ToJson())!["data"]![0]!;
        Assert.Equal((65, 129), (trace["x"]!.AsArray().Count, trace["y"]!.AsArray().Count));
        Assert.Equal((0.512, 4000), ((double)trace["x"]![64]!, (double)trace["y"]![128]!));
        Assert.Equal(-6.0, (double)trace["z"]![32]![30]!, 0.05); // 1,000 Hz is bin 32
        Assert.Throws<ArgumentException>(() => SpectrogramPlot.Draw("two", zeros(2, 4096), 8000));
    }
}
