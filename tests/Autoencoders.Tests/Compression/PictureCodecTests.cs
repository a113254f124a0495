using static TorchSharp.torch;

namespace Autoencoders.Tests.Compression;

[Trait("Speed", "slow")]
public sealed class PictureCodecTests : IDisposable
{
    private readonly CodecModel model = CodecModel.Fresh("nothing", seed: 1);
    private readonly string folder = Directory.CreateTempSubdirectory("codec").FullName;

    public void Dispose()
    {
        model.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static GreyPicture Noise(int width, int height)
    {
        var random = new SplitMix64(5);
        var pixels = new byte[width * height];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)random.Below(256);
        return new(width, height, pixels);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(28, 28)]
    [InlineData(30, 57)]
    public void Any_picture_comes_back_pixel_by_pixel_through_a_file(int width, int height)
    {
        var (codec, picture) = (new PictureCodec(model), Noise(width, height));
        var back =
            codec.Decode(CodedPicture.Parse(codec.Encode(picture, PictureMethod.Lossless).ToBytes(), "file"), "file");
        Assert.Equal((width, height), (back.Width, back.Height));
        Assert.Equal(picture.Pixels, back.Pixels);
    }

    [Fact]
    public void More_tiles_than_are_taken_at_once_come_back_as_what_the_codes_stand_for()
    {
        var (codec, picture) = (new PictureCodec(model), Noise(28 * 11, 28 * 6)); // 66 tiles
        var back = codec.Decode(codec.Encode(picture, PictureMethod.Codes), "file");
        Tensor expected;
        using (no_grad())
        {
            var tiles = picture.ToTensor().reshape(6, 28, 11, 28).permute(0, 2, 1, 3).reshape(66, 1, 28, 28);
            expected = GreyPicture.Tiled(model.Autoencoder.DecodeCodes(model.Autoencoder.Codes(tiles)).clamp(0, 1), 11)
                .ToTensor();
        }
        // batches of another size may round otherwise
        Assert.InRange((expected - back.ToTensor()).abs().max().item<float>(), 0, 1.1 / 255);
    }

    [Fact]
    public void Damage_at_any_byte_and_any_cut_is_an_error()
    {
        var file = new PictureCodec(model).Encode(Noise(5, 3), PictureMethod.Codes).ToBytes();
        Assert.NotNull(CodedPicture.Parse(file, "whole"));
        for (var i = 0; i < file.Length; i++)
        {
            Assert.Throws<DataFileException>(() => CodedPicture.Parse(file.AsSpan(0, i), "cut"));
            for (var bit = 0; bit < 8; bit++)
            {
                var damaged = file.ToArray();
                damaged[i] ^= (byte)(1 << bit);
                Assert.Throws<DataFileException>(() => CodedPicture.Parse(damaged, "damaged"));
            }
        }
        Assert.Throws<DataFileException>(() => CodedPicture.Parse([.. file, 0], "longer"));
        Assert.Contains("an empty file",
            Assert.Throws<DataFileException>(() => CodedPicture.Parse([], "empty")).Message);
    }

    /// <summary>
    /// A file that says what it likes, with checksums to match: as from another machine, or from somebody who means
    /// harm.
    /// </summary>
    [Fact]
    public void Files_that_are_whole_but_wrong_are_errors_or_the_same_picture()
    {
        var codec = new PictureCodec(model);
        var coded = codec.Encode(Noise(5, 3), PictureMethod.Codes);
        var right = codec.Decode(coded, "right").Pixels;
        for (var i = 0; i < coded.Payload.Length; i++)
        {
            var payload = coded.Payload.ToArray();
            payload[i] ^= 0x40;
            var wrong = CodedPicture.Parse((coded with { Payload = payload }).ToBytes(), "wrong");
            try { Assert.Equal(right, codec.Decode(wrong, "wrong").Pixels); }
            catch (DataFileException) { }
        }
        Assert.Contains("other machine",
            Assert.Throws<DataFileException>(
                () => codec.Decode(coded with { Symbols = 1 }, "elsewhere")).Message.Replace("another", "other"));
        Assert.Contains("--model",
            Assert.Throws<DataFileException>(() => codec.Decode(coded with { Model = 1 }, "foreign")).Message);
        Assert.Throws<DataFileException>(() => CodedPicture.Parse((coded with { Width = 0 }).ToBytes(), "empty"));
        Assert.Throws<DataFileException>(
            () => CodedPicture.Parse((coded with { Width = 65535, Height = 65535 }).ToBytes(), "absurd"));
        foreach (var unknown in new byte[] { 0, 6, 255 })
            Assert.Contains($"method {unknown}",
                Assert.Throws<DataFileException>(() =>
                    CodedPicture.Parse((coded with { Method = (PictureMethod)unknown }).ToBytes(), "future")).Message);
        Assert.Throws<ArgumentException>(() => codec.Encode(Noise(5, 3), PictureMethod.Deflate));
    }

    [Fact]
    public void A_model_is_the_same_after_it_was_saved_and_another_is_not()
    {
        var path = Path.Combine(folder, "model.safetensors");
        model.Save(path);
        Assert.InRange(new FileInfo(path).Length, 1, 500_000);
        using var again = CodecModel.Load(path);
        Assert.Equal((model.Identity, "nothing"), (again.Identity, again.Made));
        using var other = CodecModel.Fresh("nothing", seed: 2);
        Assert.NotEqual(model.Identity, other.Identity);
        var coded = new PictureCodec(model).Encode(Noise(5, 3), PictureMethod.Lossless);
        Assert.Equal(Noise(5, 3).Pixels, new PictureCodec(again).Decode(coded, "file").Pixels);
    }

    [Fact]
    public void What_is_no_model_is_told_so()
    {
        var path = Path.Combine(folder, "other.safetensors");
        Safetensors.Save(path, new Dictionary<string, Tensor> { ["w"] = zeros(2) });
        Assert.Contains("codec train", Assert.Throws<DataFileException>(() => CodecModel.Load(path)).Message);
        Safetensors.Save(path, new Dictionary<string, Tensor> { ["w"] = zeros(2) },
            new Dictionary<string, string> { ["format"] = "autoencoders codec model 1" });
        Assert.Contains("the tensor autoencoder.",
            Assert.Throws<DataFileException>(() => CodecModel.Load(path)).Message);
        File.WriteAllText(path, "text");
        Assert.Throws<DataFileException>(() => CodecModel.Load(path));
    }

    [Fact]
    public void Training_makes_files_shorter()
    {
        using var data = Datasets.Drawn(train: 640, test: 64, seed: 5);
        using var trained =
            CodecTraining.Train(data, autoencoderEpochs: 2, codesEpochs: 4, pixelsEpochs: 1, showProgress: false);
        Assert.Contains("procedural digits", trained.Made);
        var picture = GreyPicture.Tiled(data.Test.Take(4).Images(), 2);
        foreach (var method in new[] { PictureMethod.Lossless, PictureMethod.Codes })
            Assert.True(new PictureCodec(trained).Encode(picture, method).Payload.Length < new PictureCodec(model)
                .Encode(picture, method).Payload.Length);
    }
}
