using System.Buffers.Binary;

namespace Autoencoders;

/// <summary>How a picture was coded.</summary>
public enum PictureMethod : byte
{
    /// <summary>Pixel by pixel under a PixelCNN: every pixel comes back.</summary>
    Lossless = 1,

    /// <summary>By the codes of a vector-quantised autoencoder: something like the picture comes back.</summary>
    Codes = 2,

    /// <summary>The pixels deflated (RFC 1951), without a model: every pixel comes back.</summary>
    Deflate = 3,

    /// <summary>As a PNG file, without a model: every pixel comes back.</summary>
    Png = 4,

    /// <summary>The very file that the picture was read from, where nothing is shorter.</summary>
    Kept = 5,
}

/// <summary>
/// A coded picture as a file of the course's own, <c>.aec</c>. In this order, numbers little-endian: magic 8E 41 45 43
/// (4 bytes), version (1), method (1), identity of the model (4), width (2), height (2), length of the payload (4),
/// CRC-32 of the symbols that it decodes to (4); the payload; CRC-32 of all before it (4). A damaged file fails by the
/// last, a decoder that computes otherwise by the one before. Courses that knew only the methods 1 and 2 refuse the
/// others by their number.
/// </summary>
/// <param name="Method">How it was coded.</param>
/// <param name="Model">Which weights are needed: the first 32 bits of their SHA-256; 0 where none are.</param>
/// <param name="Width">Pixels a row, 1 to 65,535.</param>
/// <param name="Height">Rows, 1 to 65,535.</param>
/// <param name="Symbols">CRC-32 of the decoded symbols, one byte each: pixels, or codes.</param>
/// <param name="Payload">What the method wrote.</param>
public sealed record CodedPicture(PictureMethod Method, uint Model, int Width, int Height, uint Symbols, byte[] Payload)
{
    /// <summary>The bytes of a file that are not payload.</summary>
    public const int Overhead = HeaderLength + 4;

    /// <summary>Whether decoding takes the model that coded it.</summary>
    public bool NeedsModel => Method is PictureMethod.Lossless or PictureMethod.Codes;

    private const byte Version = 1;
    private const int HeaderLength = 22;
    private const string Remedy = "Get the file again, or point to the right one.";
    private static readonly byte[] Magic = [0x8E, (byte)'A', (byte)'E', (byte)'C'];

    /// <summary>The file.</summary>
    public byte[] ToBytes()
    {
        var file = new byte[Overhead + Payload.Length];
        Magic.CopyTo(file, 0);
        (file[4], file[5]) = (Version, (byte)Method);
        var span = file.AsSpan();
        BinaryPrimitives.WriteUInt32LittleEndian(span[6..], Model);
        BinaryPrimitives.WriteUInt16LittleEndian(span[10..], checked((ushort)Width));
        BinaryPrimitives.WriteUInt16LittleEndian(span[12..], checked((ushort)Height));
        BinaryPrimitives.WriteUInt32LittleEndian(span[14..], (uint)Payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(span[18..], Symbols);
        Payload.CopyTo(file, HeaderLength);
        BinaryPrimitives.WriteUInt32LittleEndian(span[^4..], Crc32.Compute(span[..^4]));
        return file;
    }

    /// <summary>The coded picture in a file.</summary>
    /// <exception cref="DataFileException">As for <see cref="Parse"/>.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CodedPicture Read(string path) => Parse(GreyFiles.Bytes(path), path);

    /// <summary>The coded picture in a file's bytes. Nothing is allocated but the payload that is there.</summary>
    /// <param name="file">All of the file.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <exception cref="DataFileException">It is another file, of another version, cut off or damaged, or its sizes are
    /// absurd.</exception>
    public static CodedPicture Parse(ReadOnlySpan<byte> file, string name)
    {
        if (!file.StartsWith(Magic))
            throw new DataFileException(name, "a picture of ./course codec", PlainContent.Describe(file), Remedy);
        if (file.Length < Overhead)
            throw new DataFileException(name, $"at least {Overhead} bytes", $"{file.Length}: it is cut off", Remedy);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(file[14..]);
        if (length != file.Length - Overhead)
            throw new DataFileException(name, $"{length} bytes between header and checksum",
                $"{file.Length - Overhead}: it is cut off, has something behind it, or is damaged", Remedy);
        if (BinaryPrimitives.ReadUInt32LittleEndian(file[^4..]) != Crc32.Compute(file[..^4]))
            throw new DataFileException(name, "the checksum at its end", "another: it is damaged", Remedy);
        if (file[4] != Version)
            throw new DataFileException(name, $"version {Version} of the format", $"version {file[4]}",
                "A newer course may read it.");
        if (!Enum.IsDefined((PictureMethod)file[5]))
            throw new DataFileException(name, "method 1 to 5", $"method {file[5]}", "A newer course may read it.");
        var (width, height) =
            (BinaryPrimitives.ReadUInt16LittleEndian(file[10..]), BinaryPrimitives.ReadUInt16LittleEndian(file[12..]));
        GreyPicture.RequirePossible(width, height, name);
        return new((PictureMethod)file[5], BinaryPrimitives.ReadUInt32LittleEndian(file[6..]), width, height,
            BinaryPrimitives.ReadUInt32LittleEndian(file[18..]), file[HeaderLength..^4].ToArray());
    }
}
