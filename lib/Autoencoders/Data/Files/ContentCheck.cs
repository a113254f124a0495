using System.Security.Cryptography;

namespace Autoencoders;

/// <summary>Whether a file's uncompressed content is the one that the manifest names.</summary>
internal static class ContentCheck
{
    public static string Expected(DatasetFile file) => $"{file.Name}, {file.Bytes} bytes with SHA-256 {file.Sha256}";

    /// <returns>What was found instead; null if the content is right.</returns>
    public static string? Fault(DatasetFile file, string path)
    {
        try
        {
            using var content = PlainContent.Open(path);
            return Fault(file.Bytes, file.Sha256, path, content) is { } fault ? fault + OtherSet(file, path) : null;
        }
        catch (DataFileException e)
        {
            return e.Found;
        }
    }

    /// <summary>As for a file, but of an archive as it was downloaded.</summary>
    public static string? Fault(DatasetArchive archive, string path)
    {
        using var content = File.OpenRead(path);
        return Fault(archive.Bytes, archive.Sha256, path, content);
    }

    /// <summary>The uncompressed content of a file, once its hash has been found right.</summary>
    /// <exception cref="DataFileException">The content is another.</exception>
    public static byte[] Read(DatasetFile file, string path)
    {
        using var stream = PlainContent.Open(path);
        var content = PlainContent.ReadUpTo(stream, path, file.Bytes + 1);
        return Fault(file.Bytes, file.Sha256, path, new MemoryStream(content)) is { } fault
            ? throw Wrong(file, path, fault + OtherSet(file, path))
            : content;
    }

    // Another data set's file of the same name is no damage: it is said which set it is.
    private static string OtherSet(DatasetFile file, string path)
    {
        if (file.Alike is null) return "";
        using var content = PlainContent.Open(path);
        var md5 = Convert.ToHexStringLower(MD5.HashData(PlainContent.ReadUpTo(content, path, file.Bytes + 1)));
        return file.Alike.FirstOrDefault(other => other.Value == md5) is { Key: { } title }
            ? $": that is {title}'s file of this name"
            : "";
    }

    public static DataFileException Wrong(DatasetFile file, string path, string fault) =>
        new(path, Expected(file), fault, "Delete the file, or put the right one in its place.");

    private static string? Fault(long expectedBytes, string expectedSha256, string name, Stream content)
    {
        var (start, bytes, sha256) = PlainContent.Measure(content, name, expectedBytes + 1);
        return sha256 == expectedSha256
            ? null
            : $"{PlainContent.Describe(start)}, {(bytes > expectedBytes ? $"more than {expectedBytes}" : bytes)} bytes "
            + $"with SHA-256 {sha256}";
    }
}
