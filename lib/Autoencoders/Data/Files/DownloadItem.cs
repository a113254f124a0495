namespace Autoencoders;

/// <summary>Something to download, and how it is known to be right.</summary>
/// <param name="Download">Its name at the mirrors.</param>
/// <param name="Bytes">Length of its content; what is transferred is not much more.</param>
/// <param name="Expected">The content that it must have, for readers.</param>
/// <param name="Fault">What was found instead in the file at a path; null if it is right.</param>
internal sealed record DownloadItem(string Download, long Bytes, string Expected, Func<string, string?> Fault)
{
    /// <summary>A file, plain or gzip-compressed.</summary>
    public static DownloadItem From(DatasetFile file) =>
        new(file.Download, file.Bytes, ContentCheck.Expected(file), path => ContentCheck.Fault(file, path));

    /// <summary>An archive, byte for byte.</summary>
    public static DownloadItem From(DatasetArchive archive) => new(
        archive.Download, archive.Bytes, $"{archive.Download}, {archive.Bytes} bytes with SHA-256 {archive.Sha256}",
        path => ContentCheck.Fault(archive, path));
}
