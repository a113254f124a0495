using System.IO.Compression;
using System.Security.Cryptography;

namespace Autoencoders;

/// <summary>A file's content, decompressed if the file is gzip; its bytes tell which, not its name.</summary>
internal static class PlainContent
{
    /// <summary>Opens <paramref name="path"/> for reading its uncompressed content.</summary>
    public static Stream Open(string path)
    {
        var file =
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        try
        {
            Span<byte> magic = stackalloc byte[2];
            var zipped = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1F, 0x8B];
            file.Position = 0;
            return zipped ? new GZipStream(file, CompressionMode.Decompress) : file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Reads to the end of <paramref name="content"/>, but no more than <paramref name="most"/> bytes;
    /// <paramref name="name"/> is the file to name if compressed data are damaged.
    /// </summary>
    public static byte[] ReadUpTo(Stream content, string name, long most)
    {
        try
        {
            // Grows with what is really there: a header may promise anything.
            var buffer = new byte[Math.Min(most, 1 << 20)];
            var length = 0;
            while (true)
            {
                length += content.ReadAtLeast(buffer.AsSpan(length), buffer.Length - length, throwOnEndOfStream: false);
                if (length < buffer.Length || length >= most)
                    break;
                Array.Resize(ref buffer, (int)Math.Min(most, Math.Min(Array.MaxLength, 2L * buffer.Length)));
            }
            Array.Resize(ref buffer, length);
            return buffer;
        }
        catch (InvalidDataException e)
        {
            throw Damaged(name, e);
        }
    }

    /// <summary>
    /// First bytes, length and lower-case SHA-256 of a content, of which no more than <paramref name="most"/> bytes are
    /// read; <paramref name="name"/> is the file to name if compressed data are damaged.
    /// </summary>
    public static (byte[] Start, long Bytes, string Sha256) Measure(Stream content, string name, long most)
    {
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[1 << 16];
            byte[]? start = null;
            long bytes = 0;
            while (content.Read(buffer, 0, (int)Math.Min(buffer.Length, most - bytes)) is > 0 and var read)
            {
                start ??= buffer[..Math.Min(16, read)];
                hash.AppendData(buffer, 0, read);
                bytes += read;
            }
            return (start ?? [], bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch (InvalidDataException e)
        {
            throw Damaged(name, e);
        }
    }

    /// <summary>What a file that is not the expected one seems to be, from its first bytes.</summary>
    public static string Describe(ReadOnlySpan<byte> start) => start switch
    {
        [] => "an empty file",
        [(byte)'P', (byte)'K', ..] => "a zip archive",
        [0x1F, 0x8B, ..] => "gzip data",
        [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', ..] => "a NumPy array",
        _ when IsMarkup(start) => "an HTML or XML page (perhaps an error page of a server)",
        _ => $"bytes that begin {Convert.ToHexStringLower(start[..Math.Min(4, start.Length)])}",
    };

    private static bool IsMarkup(ReadOnlySpan<byte> start)
    {
        ReadOnlySpan<byte> byteOrderMark = [0xEF, 0xBB, 0xBF];
        if (start.StartsWith(byteOrderMark))
            start = start[3..];
        return start.TrimStart(" \t\r\n"u8) is [(byte)'<', ..];
    }

    private static DataFileException Damaged(string name, Exception inner) =>
        new(name, "a whole gzip file", "compressed data that are damaged or cut off",
            "Delete the file and get it again.", inner);
}
