using System.Buffers.Binary;

namespace Autoencoders;

/// <summary>
/// Finds a data set's files by what they hold: archivers and libraries call them otherwise and keep them in folders of
/// their own.
/// </summary>
internal static class ContentSearch
{
    // "MNIST/raw" and one more.
    private static readonly EnumerationOptions Nearby =
        new() { RecurseSubdirectories = true, MaxRecursionDepth = 3, IgnoreInaccessible = true };

    /// <summary>
    /// The file in a folder or below it that has the content, plain or gzip; null if there is none. Only those of the
    /// right length are read.
    /// </summary>
    public static string? Find(DatasetFile file, string directory) =>
        OfItsLength(file, directory).FirstOrDefault(path => ContentCheck.Fault(file, path) is null);

    /// <summary>
    /// What is there of the right length and holds something else: for the reader who wonders why it does not count.
    /// </summary>
    public static IEnumerable<string> Others(DatasetFile file, string directory) =>
        from path in OfItsLength(file, directory)
        let fault = ContentCheck.Fault(file, path)
        where fault is not null
        select $"{path} is {fault}";

    private static IEnumerable<string> OfItsLength(DatasetFile file, string directory) =>
        !Directory.Exists(directory) ? []
        : Directory.EnumerateFiles(directory, "*", Nearby).Order(StringComparer.Ordinal)
        .Where(path => !path.EndsWith(Downloader.Part, StringComparison.Ordinal) && Length(path) == file.Bytes);

    // The length of the uncompressed content; a gzip file has it, less multiples of 2³², in its last four bytes. −1 for
    // what cannot be read.
    private static long Length(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            Span<byte> bytes = stackalloc byte[4];
            if (file.Length < 18 || file.ReadAtLeast(bytes[..2], 2) < 2 || bytes is not [0x1F, 0x8B, ..])
                return file.Length;
            file.Seek(-4, SeekOrigin.End);
            file.ReadExactly(bytes);
            return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return -1;
        }
    }
}
