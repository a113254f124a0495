using System.Buffers.Binary;
using System.IO.Compression;

namespace Autoencoders.Tests.Data;

/// <summary>Makes IDX files byte by byte, as the format's description says.</summary>
internal static class Idx
{
    public static byte[] File(byte type, uint[] shape, byte[] data)
    {
        var file = new byte[4 + 4 * shape.Length + data.Length];
        (file[2], file[3]) = (type, (byte)shape.Length);
        for (var i = 0; i < shape.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(4 + 4 * i), shape[i]);
        data.CopyTo(file, 4 + 4 * shape.Length);
        return file;
    }

    /// <summary>Two images of 2 × 3 pixels, 0 to 11.</summary>
    public static byte[] TwoImages() => File(8, [2, 2, 3], [.. Enumerable.Range(0, 12).Select(i => (byte)i)]);

    public static byte[] Gzip(byte[] content)
    {
        var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content);
        return zipped.ToArray();
    }
}
