using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Autoencoders;

/// <summary>Writes PNG (ISO/IEC 15948): 8-bit grey where all pixels are grey, else 8-bit RGB.</summary>
public static class Png
{
    internal static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The picture as a PNG file.</summary>
    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="rgb">Three bytes a pixel, row by row from the top.</param>
    /// <param name="pixelsPerInch">What the file says of its resolution; 96 is a CSS pixel a pixel.</param>
    /// <exception cref="ArgumentException">There are not three bytes a pixel, or no pixels.</exception>
    public static byte[] Encode(int width, int height, ReadOnlySpan<byte> rgb, double pixelsPerInch)
    {
        if (rgb.Length != 3 * width * height || rgb.IsEmpty)
            throw new ArgumentException(
                $"A picture of {width} × {height} has {3 * width * height} bytes, not {rgb.Length}.", nameof(rgb));
        var grey = IsGrey(rgb);
        var file = new MemoryStream();
        file.Write(Signature);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (8, (byte)(grey ? 0 : 2)); // bits a sample, colour type
        Chunk(file, "IHDR", header);

        Span<byte> resolution = stackalloc byte[9];
        BinaryPrimitives.WriteInt32BigEndian(resolution, (int)Math.Round(pixelsPerInch / 0.0254));
        BinaryPrimitives.WriteInt32BigEndian(resolution[4..], (int)Math.Round(pixelsPerInch / 0.0254));
        resolution[8] = 1; // the unit is the metre
        Chunk(file, "pHYs", resolution);

        Chunk(file, "IDAT", Compress(width, height, rgb, grey));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static bool IsGrey(ReadOnlySpan<byte> rgb)
    {
        for (var i = 0; i < rgb.Length; i += 3)
        {
            if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2])
                return false;
        }
        return true;
    }

    private static byte[] Compress(int width, int height, ReadOnlySpan<byte> rgb, bool grey)
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize))
        {
            var line = new byte[1 + (grey ? width : 3 * width)]; // the first byte is the row's filter: none
            for (var y = 0; y < height; y++)
            {
                var row = rgb.Slice(3 * width * y, 3 * width);
                if (grey)
                {
                    for (var x = 0; x < width; x++)
                        line[1 + x] = row[3 * x];
                }
                else
                {
                    row.CopyTo(line.AsSpan(1));
                }
                zlib.Write(line);
            }
        }
        return compressed.ToArray();
    }

    internal static void Chunk(MemoryStream file, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        var name = Encoding.ASCII.GetBytes(type);
        file.Write(name);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Compute(name, data));
        file.Write(number);
    }
}
