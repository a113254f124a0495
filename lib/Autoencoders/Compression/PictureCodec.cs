using Autoencoders.Data;
using static TorchSharp.torch;

namespace Autoencoders.Compression;

/// <summary>
/// Codes grey pictures of any size with a <see cref="CodecModel"/>, cut into tiles of 28 × 28 whose last row and column repeat the picture's edge.
/// Tiles know nothing of each other but share one arithmetic coder. Best for what the model was trained on; other pictures are coded, too, at
/// greater length (lossless) or less like themselves (codes).
/// </summary>
/// <param name="model">The networks.</param>
/// <param name="cancellation">Stops between two positions.</param>
public sealed class PictureCodec(CodecModel model, CancellationToken cancellation = default)
{
    private const int Side = CodecModel.Side;
    private const int TilesAtOnce = 64; // as many as are evaluated together: bounds the memory, and is the same on both sides

    /// <summary>Codes a picture.</summary>
    /// <exception cref="ArgumentException">A side is longer than 65,535 pixels.</exception>
    public CodedPicture Encode(GreyPicture picture, PictureMethod method)
    {
        if (picture.Width > ushort.MaxValue || picture.Height > ushort.MaxValue)
            throw new ArgumentException($"A coded picture's sides are at most {ushort.MaxValue} pixels; this one's are {picture.Width} × {picture.Height}.", nameof(picture));
        using var thread = new OneThread();
        using var noGradient = no_grad();
        var (encoder, check, tiles) = (new ArithmeticEncoder(), new List<byte>(), Tiles(picture));
        for (var first = 0; first < tiles.Length; first += TilesAtOnce)
        {
            using var scope = NewDisposeScope();
            var part = tiles[first..Math.Min(first + TilesAtOnce, tiles.Length)];
            var pixels = tensor([.. part.SelectMany(tile => tile)], [part.Length, Side, Side], uint8);
            var symbols = method == PictureMethod.Lossless ? pixels.to(int64) : model.Autoencoder.Codes(pixels.unsqueeze(1).to(float32).div_(255));
            Codec(method).Encode(symbols, encoder);
            check.AddRange(Elements.Of<byte>(symbols.to(uint8)));
        }
        return new(method, model.Identity, picture.Width, picture.Height, Crc32.Of([.. check]), encoder.Finish());
    }

    /// <summary>The picture of a file.</summary>
    /// <param name="coded">The file's content.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <exception cref="DataFileException">It needs another model, or the decoded symbols are not those that were coded.</exception>
    public GreyPicture Decode(CodedPicture coded, string name)
    {
        if (coded.Model != model.Identity)
            throw new DataFileException(name, $"a picture coded with the model {model.Identity:x8}", $"one that needs the model {coded.Model:x8}", "Name the model's file: --model FILE.");
        using var thread = new OneThread();
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
            check.AddRange(Elements.Of<byte>(symbols.to(uint8)));
            var pixels = coded.Method == PictureMethod.Lossless ? symbols.to(uint8) : (model.Autoencoder.DecodeCodes(symbols) * 255).round().clamp(0, 255).to(uint8);
            tiles.AddRange(Elements.Of<byte>(pixels).Chunk(Side * Side));
        }
        if (Crc32.Of([.. check]) != coded.Symbols)
            throw new DataFileException(name, "the symbols that were coded", "others", "The file was probably made on another machine or with another version of libtorch, whose probabilities differ in the last digits: decode it there.");
        return Joined([.. tiles], coded.Width, coded.Height);
    }

    private GridCodec Codec(PictureMethod method) => new(method == PictureMethod.Lossless ? model.Pixels : model.Codes, cancellation);

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
                var (y, x) = (Math.Min(t / columns * Side + i / Side, picture.Height - 1), Math.Min(t % columns * Side + i % Side, picture.Width - 1));
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
