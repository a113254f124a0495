using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Autoencoders.Tests.Display;

namespace Autoencoders.Tests.Compression;

/// <summary>
/// Writes PNG files of every colour type, bit depth and interlacing from samples, unfiltered. Written from
/// ISO/IEC 15948, apart from what the library reads with.
/// </summary>
internal static class PngWriter
{
    public const int Grey = 0, Rgb = 2, Palette = 3, GreyAlpha = 4, Rgba = 6;

    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="depth">Bits a sample.</param>
    /// <param name="type">The colour type.</param>
    /// <param name="samples">The samples of the pixel at x and y.</param>
    /// <param name="interlaced">In Adam7's seven passes.</param>
    /// <param name="extra">Chunks before the pixels, PLTE say.</param>
    public static byte[] Write(
        int width, int height, int depth, int type, Func<int, int, int[]> samples, bool interlaced = false,
        params (string Type, byte[] Body)[] extra)
    {
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)depth, (byte)type, (byte)(interlaced ? 1 : 0));
        Chunk(file, "IHDR", header);
        foreach (var (name, body) in extra) Chunk(file, name, body);

        var rows = new MemoryStream();
        (int X, int Y, int Dx, int Dy)[] passes = interlaced
            ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
            : [(0, 0, 1, 1)];
        foreach (var pass in passes)
        {
            if (pass.X >= width) continue; // an empty pass has no rows
            for (var y = pass.Y; y < height; y += pass.Dy)
            {
                var bits = new List<bool>();
                for (var x = pass.X; x < width; x += pass.Dx)
                    foreach (var sample in samples(x, y))
                        for (var bit = depth - 1; bit >= 0; bit--) bits.Add((sample >> bit & 1) == 1);
                rows.WriteByte(0); // no filter
                foreach (var eight in bits.Chunk(8))
                    rows.WriteByte((byte)eight.Select((bit, i) => bit ? 128 >> i : 0).Sum());
            }
        }
        var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(rows.ToArray());
        Chunk(file, "IDAT", data.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, string type, byte[] body)
    {
        byte[] chunk = [.. Encoding.ASCII.GetBytes(type), .. body];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        file.Write(number);
        file.Write(chunk);
        BinaryPrimitives.WriteUInt32BigEndian(number, PngDecoder.Crc(chunk));
        file.Write(number);
    }
}
