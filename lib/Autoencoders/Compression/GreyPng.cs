using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Autoencoders.Data;
using Autoencoders.Display;

namespace Autoencoders.Compression;

/// <summary>Grey pictures as PNG (ISO/IEC 15948): written as small as this machine's zlib and the five filters make them, read with every check that the format offers.</summary>
public static class GreyPng
{
    private const string Remedy = "Convert it to an 8-bit grey PNG, with ImageMagick say: convert FILE -colorspace Gray -depth 8 OUT.png";

    /// <summary>
    /// The picture as a PNG file of one bit a pixel if it is black and white, else of 8; with the filter of the five, one for all rows, that gives the
    /// smallest file, and no chunk that is not needed.
    /// </summary>
    public static byte[] Encode(GreyPicture picture)
    {
        var isBinary = picture.Pixels.All(pixel => pixel is 0 or 255);
        var rows = isBinary ? Pack(picture) : picture.Pixels;
        var stride = rows.Length / picture.Height;
        var best = Enumerable.Range(0, isBinary ? 1 : 5).Select(filter => Deflate(Filtered(rows, stride, filter))).MinBy(data => data.Length)!;
        var file = new MemoryStream();
        file.Write(Png.Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], picture.Height);
        header[8] = (byte)(isBinary ? 1 : 8);
        Png.Chunk(file, "IHDR", header);
        Png.Chunk(file, "IDAT", best);
        Png.Chunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>The picture in a PNG file of 1 or 8 bits a pixel, grey, not interlaced.</summary>
    /// <exception cref="DataFileException">The file is damaged, cut off, or of another kind: the message says what.</exception>
    public static GreyPicture Decode(ReadOnlySpan<byte> file, string name)
    {
        if (!file.StartsWith(Png.Signature)) throw Wrong(name, "a PNG file", "another beginning");
        var (width, height, depth, data) = (0, 0, 0, new MemoryStream());
        for (var at = Png.Signature.Length; ;)
        {
            if (file.Length - at < 12) throw Wrong(name, "chunks up to the last one, IEND", "an end before it: it is cut off");
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - 12) throw Wrong(name, $"a chunk of {length} bytes", $"{file.Length - at - 12}: it is cut off or damaged");
            var type = Encoding.ASCII.GetString(file.Slice(at + 4, 4));
            var body = file.Slice(at + 8, (int)length);
            if (BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + (int)length)..]) != Crc32.Of(file.Slice(at + 4, (int)length + 4)))
                throw Wrong(name, $"the checksum of its chunk {type}", "another: it is damaged");
            if (width == 0 != (type == "IHDR")) throw Wrong(name, "one IHDR, and it first", $"{type} where it should not be");
            if (type == "IHDR") (width, height, depth) = Header(body, name);
            else if (type == "IDAT") data.Write(body);
            else if (type == "IEND") break;
            else if (char.IsUpper(type[0])) throw Wrong(name, "a grey PNG", $"the chunk {type}", Remedy);
            at += 12 + (int)length;
        }
        var stride = depth == 8 ? width : (width + 7) / 8;
        var rows = Unfiltered(Inflate(data, (long)height * (stride + 1), name), stride, name);
        return new(width, height, depth == 8 ? rows : Unpack(rows, width, height));
    }

    private static (int Width, int Height, int Depth) Header(ReadOnlySpan<byte> body, string name)
    {
        if (body.Length != 13) throw Wrong(name, "a header of 13 bytes", $"{body.Length}");
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(body), BinaryPrimitives.ReadUInt32BigEndian(body[4..]));
        if (!GreyPicture.IsPossible(width, height)) throw Wrong(name, $"a picture of 1 to {GreyPicture.MostPixels} pixels", $"{width} × {height}");
        if (body[9] != 0) throw Wrong(name, "a grey picture", body[9] switch { 2 or 6 => "one in colour", 3 => "one with a palette", 4 => "one with an opacity channel", var kind => $"the colour type {kind}" }, Remedy);
        if (body[8] is not (1 or 8)) throw Wrong(name, "1 or 8 bits a pixel", $"{body[8]}", Remedy);
        if (body[10] != 0 || body[11] != 0) throw Wrong(name, "the compression and the filters of the standard", $"the numbers {body[10]} and {body[11]}");
        if (body[12] != 0) throw Wrong(name, "rows from top to bottom", "an interlaced picture", Remedy);
        return ((int)width, (int)height, body[8]);
    }

    private static byte[] Inflate(MemoryStream data, long length, string name)
    {
        try
        {
            data.Position = 0;
            using var zlib = new ZLibStream(data, CompressionMode.Decompress);
            var content = new byte[length];
            if (zlib.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) < length || zlib.ReadByte() >= 0)
                throw Wrong(name, $"{length} bytes of pixels", "fewer or more");
            return content;
        }
        catch (InvalidDataException e)
        {
            throw new DataFileException(name, "pixels compressed by zlib", "something else", "It is damaged.", e);
        }
    }

    private static byte[] Deflate(byte[] content)
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize)) zlib.Write(content);
        return compressed.ToArray();
    }

    private static byte[] Filtered(byte[] rows, int stride, int filter)
    {
        var lines = new byte[rows.Length + rows.Length / stride];
        for (int i = 0, to = 0; i < rows.Length; i++)
        {
            if (i % stride == 0) lines[to++] = (byte)filter;
            lines[to++] = (byte)(rows[i] - Predicted(rows, stride, i, filter));
        }
        return lines;
    }

    private static byte[] Unfiltered(byte[] lines, int stride, string name)
    {
        var rows = new byte[lines.Length - lines.Length / (stride + 1)];
        for (int i = 0, from = 0, filter = 0; i < rows.Length; i++)
        {
            if (i % stride == 0 && (filter = lines[from++]) > 4) throw Wrong(name, "a filter from 0 to 4 before each row", $"{filter}");
            rows[i] = (byte)(lines[from++] + Predicted(rows, stride, i, filter));
        }
        return rows;
    }

    // One byte a pixel, or eight pixels a byte: either way the neighbour is the byte before.
    private static int Predicted(byte[] rows, int stride, int i, int filter)
    {
        if (filter == 0) return 0;
        var left = i % stride == 0 ? 0 : rows[i - 1];
        var above = i < stride ? 0 : rows[i - stride];
        var corner = i < stride || i % stride == 0 ? 0 : rows[i - stride - 1];
        if (filter < 4) return filter switch { 1 => left, 2 => above, _ => (left + above) / 2 };
        var (a, b, c) = (Math.Abs(above - corner), Math.Abs(left - corner), Math.Abs(left + above - 2 * corner)); // distances of Paeth's guess
        return a <= b && a <= c ? left : b <= c ? above : corner;
    }

    private static byte[] Pack(GreyPicture picture)
    {
        var stride = (picture.Width + 7) / 8;
        var rows = new byte[stride * picture.Height];
        for (var i = 0; i < picture.Pixels.Length; i++)
            if (picture.Pixels[i] != 0) rows[i / picture.Width * stride + i % picture.Width / 8] |= (byte)(128 >> (i % picture.Width % 8));
        return rows;
    }

    private static byte[] Unpack(byte[] rows, int width, int height)
    {
        var (stride, pixels) = ((width + 7) / 8, new byte[width * height]);
        for (var i = 0; i < pixels.Length; i++)
            if ((rows[i / width * stride + i % width / 8] & (128 >> (i % width % 8))) != 0) pixels[i] = 255;
        return pixels;
    }

    private static DataFileException Wrong(string name, string expected, string found, string remedy = "It is damaged.") => new(name, expected, found, remedy);
}
