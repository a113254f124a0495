namespace Autoencoders;

/// <summary>
/// Reads the binary files of CIFAR-10 (Krizhevsky 2009): records of a label, one byte from 0 to 9, and 3,072 bytes of a
/// 32 × 32 picture, red, green and blue after each other, each row by row.
/// </summary>
internal static class CifarReader
{
    public const int Side = 32, ImageBytes = 3 * Side * Side;

    private const int RecordBytes = 1 + ImageBytes, Classes = 10;

    /// <summary>All records of a file's content; <paramref name="name"/> is what to call it in errors.</summary>
    /// <returns>The pictures one after the other, and their labels.</returns>
    /// <exception cref="DataFileException">The content is not a number of whole records, or a label is above
    /// 9.</exception>
    public static (byte[] Pixels, long[] Labels) Read(ReadOnlySpan<byte> content, string name)
    {
        if (content.Length == 0 || content.Length % RecordBytes != 0)
            throw new DataFileException(name, $"records of {RecordBytes} bytes each",
                $"{content.Length} bytes", Remedy);
        var count = content.Length / RecordBytes;
        var (pixels, labels) = (new byte[count * ImageBytes], new long[count]);
        for (var i = 0; i < count; i++)
        {
            var record = content.Slice(i * RecordBytes, RecordBytes);
            if (record[0] >= Classes)
                throw new DataFileException(name, $"labels from 0 to {Classes - 1}",
                    $"{record[0]} in record {i}", Remedy);
            labels[i] = record[0];
            record[1..].CopyTo(pixels.AsSpan(i * ImageBytes));
        }
        return (pixels, labels);
    }

    private const string Remedy =
        "Delete the file and get it again, or point to the right one: the binary version of CIFAR-10.";
}
