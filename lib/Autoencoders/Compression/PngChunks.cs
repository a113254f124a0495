using System.Buffers.Binary;
using System.Text;

namespace Autoencoders;

/// <summary>
/// The chunks of a PNG file (ISO/IEC 15948) and their checksums. Skia stops reading behind the last row, and so does
/// not notice what is damaged or missing after it.
/// </summary>
internal static class PngChunks
{
    private const int Signature = 8;

    /// <exception cref="DataFileException">A chunk is damaged or cut off, or the last one is not IEND.</exception>
    public static void Check(ReadOnlySpan<byte> file, string name)
    {
        for (var at = Signature; ;)
        {
            if (file.Length - at < 12)
                throw Wrong(name, "chunks up to the last one, IEND", "an end before it: it is cut off");
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - 12)
                throw Wrong(name, $"a chunk of {length} bytes", $"{file.Length - at - 12}: it is cut off or damaged");
            var chunk = file.Slice(at + 4, (int)length + 4);
            var type = Encoding.ASCII.GetString(chunk[..4]);
            if (BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + (int)length)..]) != Crc32.Compute(chunk))
                throw Wrong(name, $"the checksum of its chunk {type}", "another: it is damaged");
            if (at == Signature && (type != "IHDR" || length != 13)) throw Wrong(name, "the chunk IHDR first", type);
            if (type == "IEND") return;
            at += 12 + (int)length;
        }
    }

    /// <summary>Bits a sample, 1 to 16, of a file that <see cref="Check"/> has seen.</summary>
    public static int Depth(ReadOnlySpan<byte> file) => file[24];

    private static DataFileException Wrong(string name, string expected, string found) =>
        new(name, expected, found, "Get the file again.");
}
