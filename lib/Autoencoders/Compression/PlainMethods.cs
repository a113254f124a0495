using System.IO.Compression;

namespace Autoencoders;

/// <summary>Pictures coded without a model: deflated, as PNG, or as the very file that they came in.</summary>
internal static class PlainMethods
{
    private const string Damaged = "It is damaged: get it again.";

    /// <summary>The shortest of the three: never longer than the file.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="file">The file that <see cref="GreyFiles"/> read it from.</param>
    public static CodedPicture Shortest(GreyPicture picture, byte[] file)
    {
        var ways = new (PictureMethod Method, byte[] Payload)[]
        {
            (PictureMethod.Deflate, Deflate(picture.Pixels)),
            (PictureMethod.Png, PictureFormat.Png.Encode(picture)),
            (PictureMethod.Kept, file),
        };
        var (method, payload) = ways.MinBy(way => way.Payload.Length);
        return new(method, 0, picture.Width, picture.Height, Crc32.Compute(picture.Pixels), payload);
    }

    /// <summary>The picture again.</summary>
    /// <exception cref="DataFileException">The payload is damaged, or holds another picture.</exception>
    public static GreyPicture Decode(CodedPicture coded, string name)
    {
        var isDeflated = coded.Method == PictureMethod.Deflate;
        var picture = isDeflated ? Inflated(coded, name) : GreyFiles.Parse(coded.Payload, name);
        if ((picture.Width, picture.Height, Crc32.Compute(picture.Pixels))
            != (coded.Width, coded.Height, coded.Symbols))
            throw new DataFileException(name, "the picture that was coded", "another",
                "It is damaged, or this version of Skia reads a JPEG otherwise than the one that coded it.");
        return picture;
    }

    private static byte[] Deflate(byte[] pixels)
    {
        var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, CompressionLevel.SmallestSize)) deflate.Write(pixels);
        return compressed.ToArray();
    }

    private static GreyPicture Inflated(CodedPicture coded, string name)
    {
        try
        {
            using var deflate = new DeflateStream(new MemoryStream(coded.Payload), CompressionMode.Decompress);
            var pixels = new byte[coded.Width * coded.Height];
            var count = deflate.ReadAtLeast(pixels, pixels.Length, throwOnEndOfStream: false);
            if (count < pixels.Length || deflate.ReadByte() >= 0)
                throw new DataFileException(name, $"{pixels.Length} pixels", "fewer or more", Damaged);
            return new(coded.Width, coded.Height, pixels);
        }
        catch (InvalidDataException e)
        {
            throw new DataFileException(name, "deflated pixels", "something else", Damaged, e);
        }
    }
}
