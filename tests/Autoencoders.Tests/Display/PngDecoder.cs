using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Autoencoders.Tests.Display;

/// <summary>
/// Reads an unfiltered 8-bit PNG, strictly: it checks the signature, the order and the checksums of chunks and the
/// length of the data. Written from ISO/IEC 15948, with the checksum bit by bit, apart from the encoder.
/// </summary>
internal sealed class PngDecoder
{
    public int Width { get; }
    public int Height { get; }
    public int Channels { get; }
    public int PixelsPerMetre { get; }
    private readonly byte[] pixels;

    public PngDecoder(byte[] file)
    {
        Assert.Equal([137, 80, 78, 71, 13, 10, 26, 10], file[..8]);
        var types = new List<string>();
        var data = new MemoryStream();
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var type = Encoding.ASCII.GetString(file, at + 4, 4);
            var body = file.AsSpan(at + 8, length);
            Assert.Equal(Crc(file.AsSpan(at + 4, length + 4)),
                BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            types.Add(type);
            at += length + 12;
            switch (type)
            {
                case "IHDR":
                    (Width, Height) =
                        (BinaryPrimitives.ReadInt32BigEndian(body), BinaryPrimitives.ReadInt32BigEndian(body[4..]));
                    Channels = body[9] switch
                    {
                        0 => 1,
                        2 => 3,
                        var other => throw new InvalidDataException($"colour type {other}")
                    };
                    Assert.Equal([8, 0, 0, 0], new[] { body[8], body[10], body[11], body[12] });
                    break;
                case "pHYs":
                    PixelsPerMetre = BinaryPrimitives.ReadInt32BigEndian(body);
                    break;
                case "IDAT":
                    data.Write(body);
                    break;
            }
        }
        Assert.Equal(["IHDR", "pHYs", "IDAT", "IEND"], types);

        data.Position = 0;
        var raw = new MemoryStream();
        new ZLibStream(data, CompressionMode.Decompress).CopyTo(raw);
        var lines = raw.ToArray();
        Assert.Equal(Height * (1 + Width * Channels), lines.Length);
        Assert.All(lines.Chunk(1 + Width * Channels), line => Assert.Equal(0, line[0]));
        pixels = [.. lines.Chunk(1 + Width * Channels).SelectMany(line => line[1..])];
    }

    /// <summary>The colour of a pixel.</summary>
    public (byte R, byte G, byte B) this[int x, int y]
    {
        get
        {
            var pixel = pixels.AsSpan((y * Width + x) * Channels, Channels);
            return Channels == 1 ? (pixel[0], pixel[0], pixel[0]) : (pixel[0], pixel[1], pixel[2]);
        }
    }

    /// <summary>CRC-32, the polynomial division bit by bit.</summary>
    public static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var feedback = ((crc ^ ((uint)b >> bit)) & 1) == 1;
                crc >>= 1;
                if (feedback)
                    crc ^= 0xEDB88320;
            }
        }
        return ~crc;
    }
}
