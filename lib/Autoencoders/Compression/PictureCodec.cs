using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Codes grey pictures of any size with a <see cref="CodecModel"/>, cut into tiles of 28 × 28 whose last row and column
/// repeat the picture's edge. Tiles know nothing of each other but share one arithmetic coder. Best for what the model
/// was trained on; other pictures are coded, too, at greater length (lossless) or less like themselves (codes).
/// </summary>
/// <remarks>Chapter 15, <i>A file, and what can go wrong with it</i>.</remarks>
/// <param name="model">The networks.</param>
/// <param name="cancellation">Stops between two positions.</param>
public sealed class PictureCodec(CodecModel model, CancellationToken cancellation = default)
{
    private const int Side = CodecModel.Side;
    // as many as are evaluated together: bounds the memory, and is the same on both sides
    private const int TilesAtOnce = 64;

    /// <summary>
    /// The shortest coding of a picture: by the model, or without one where that is shorter. Its file is at most
    /// <see cref="CodedPicture.Overhead"/> bytes longer than the one that the picture came in.
    /// </summary>
    /// <param name="picture">The picture.</param>
    /// <param name="file">The file that <see cref="GreyFiles"/> read it from.</param>
    /// <param name="lossy">Whether the model's codes will do; else every pixel comes back.</param>
    /// <exception cref="NotFiniteNumberException">As for <see cref="Encode"/>.</exception>
    public CodedPicture Shortest(GreyPicture picture, byte[] file, bool lossy = false)
    {
        var plain = PlainMethods.Shortest(picture, file);
        // What the model's file would take is known before it is written, to a few thousandths.
        if (!lossy && 0.98 * Bits(picture) > 8 * plain.Payload.Length) return plain;
        var modelled = Encode(picture, lossy ? PictureMethod.Codes : PictureMethod.Lossless);
        return modelled.Payload.Length < plain.Payload.Length ? modelled : plain;
    }

    /// <summary>Codes a picture by the model.</summary>
    /// <exception cref="ArgumentException">The method is none of the model's.</exception>
    /// <exception cref="NotFiniteNumberException">The model's weights are such that it computes no numbers.</exception>
    public CodedPicture Encode(GreyPicture picture, PictureMethod method)
    {
        if (method is not (PictureMethod.Lossless or PictureMethod.Codes))
            throw new ArgumentException($"The model's methods are Lossless and Codes; {method} takes no model.",
                nameof(method));
        using var thread = new OneThread(model.Autoencoder);
        using var noGradient = no_grad();
        var (encoder, check) = (new ArithmeticEncoder(), new List<byte>());
        foreach (var part in Tiles(picture).Chunk(TilesAtOnce))
        {
            using var scope = NewDisposeScope();
            var pixels = Levels(part);
            var symbols = method == PictureMethod.Lossless ? pixels : Codes(pixels);
            Codec(method).Encode(symbols, encoder);
            check.AddRange(TensorElements.Read<byte>(symbols.to(uint8)));
        }
        return new(method, model.Identity, picture.Width, picture.Height, Crc32.Compute([.. check]), encoder.Finish());
    }

    /// <summary>The picture of a file.</summary>
    /// <param name="coded">The file's content.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <exception cref="DataFileException">It needs another model, or the decoded symbols are not those that were
    /// coded.</exception>
    public GreyPicture Decode(CodedPicture coded, string name)
    {
        if (!coded.NeedsModel) return PlainMethods.Decode(coded, name);
        if (coded.Model != model.Identity)
            throw new DataFileException(name, $"a picture coded with the model {model.Identity:x8}",
                $"one that needs the model {coded.Model:x8}", "Name the model's file: --model FILE.");
        using var thread = new OneThread(model.Autoencoder);
        using var noGradient = no_grad();
        var (decoder, check) = (new ArithmeticDecoder(coded.Payload), new List<byte>());
        var (columns, rows) = (Across(coded.Width), Across(coded.Height));
        var tiles = new List<byte[]>();
        while (tiles.Count < columns * rows)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(TilesAtOnce, columns * rows - tiles.Count);
            var side = coded.Method == PictureMethod.Lossless ? Side : Side / 4;
            var symbols = Codec(coded.Method).Decode(decoder, count, side, side);
            check.AddRange(TensorElements.Read<byte>(symbols.to(uint8)));
            var pixels = coded.Method == PictureMethod.Lossless
                ? symbols.to(uint8)
                : (Finite.Check(model.Autoencoder.DecodeCodes(symbols)) * 255).round().clamp(0, 255).to(uint8);
            tiles.AddRange(TensorElements.Read<byte>(pixels).Chunk(Side * Side));
        }
        if (Crc32.Compute([.. check]) != coded.Symbols)
            throw new DataFileException(name, "the symbols that were coded", "others", "The file was probably made on "
                + "another machine or with another version of libtorch, whose probabilities differ in the last digits: "
                + "decode it there.");
        return Joined([.. tiles], coded.Width, coded.Height);
    }

    // −log₂ p of a picture's pixels under the model, by one pass and not one a pixel: about the bits of its file.
    private double Bits(GreyPicture picture)
    {
        using var thread = new OneThread(model.Autoencoder);
        using var noGradient = no_grad();
        var bits = 0.0;
        foreach (var part in Tiles(picture).Chunk(TilesAtOnce))
        {
            using var scope = NewDisposeScope();
            cancellation.ThrowIfCancellationRequested();
            var pixels = Levels(part);
            var logits = Finite.Check(model.Pixels.Logits(pixels));
            var nats = nn.functional.cross_entropy(logits, pixels, reduction: nn.Reduction.None);
            // A table charges no symbol more than its precision.
            bits += (nats / Math.Log(2)).clamp_max(FrequencyTable.Precision).sum(float64).item<double>();
        }
        return bits;
    }

    private Tensor Codes(Tensor pixels)
    {
        var vectors = model.Autoencoder.Encode(pixels.unsqueeze(1).to(float32).div_(255));
        return model.Autoencoder.Quantize(Finite.Check(vectors)).Index;
    }

    private static Tensor Levels(byte[][] tiles) =>
        tensor([.. tiles.SelectMany(tile => tile)], [tiles.Length, Side, Side], uint8, CPU).to(int64);

    private GridCodec Codec(PictureMethod method) =>
        new(method == PictureMethod.Lossless ? model.Pixels : model.Codes, cancellation);

    private static int Across(int pixels) => (pixels + Side - 1) / Side;

    private static byte[][] Tiles(GreyPicture picture)
    {
        var columns = Across(picture.Width);
        var tiles = new byte[columns * Across(picture.Height)][];
        for (var t = 0; t < tiles.Length; t++)
        {
            tiles[t] = new byte[Side * Side];
            for (var i = 0; i < Side * Side; i++)
            {
                var (y, x) = (Math.Min(t / columns * Side + i / Side, picture.Height - 1),
                    Math.Min(t % columns * Side + i % Side, picture.Width - 1));
                tiles[t][i] = picture.Pixels[y * picture.Width + x];
            }
        }
        return tiles;
    }

    private static GreyPicture Joined(byte[][] tiles, int width, int height)
    {
        var (columns, pixels) = (Across(width), new byte[width * height]);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                pixels[y * width + x] = tiles[y / Side * columns + x / Side][y % Side * Side + x % Side];
        return new(width, height, pixels);
    }
}
