using System.Formats.Tar;
using System.IO.Compression;

namespace Autoencoders;

/// <summary>Takes a data set's files out of a gzip-compressed tar archive.</summary>
internal static class ArchiveReader
{
    /// <summary>
    /// Writes the files into a folder, each whole and verified or not at all. They are found by name, in whatever
    /// folder of the archive; nothing else is taken out, so that no archive writes anywhere else.
    /// </summary>
    /// <exception cref="DataFileException">The archive is damaged, lacks a file, or has one with another
    /// content.</exception>
    public static void Unpack(string path, IReadOnlyList<DatasetFile> files, string folder)
    {
        var missing = files.ToDictionary(file => file.Name);
        try
        {
            using var zipped = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            using var archive = new TarReader(zipped);
            // to the end: an archive that is cut off behind the last file is not whole either
            while (archive.GetNextEntry() is { } entry)
            {
                if (entry.DataStream is not { } content
                    || files.FirstOrDefault(file => file.Name == Path.GetFileName(entry.Name)) is not { } file)
                    continue;
                if (!missing.Remove(file.Name))
                    throw new DataFileException(path, $"{file.Name} once", "two files of this name", Remedy);
                WholeFile.Write(Path.Combine(folder, file.Name), draft => Take(content, file, draft, path));
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new DataFileException(path, "a whole tar.gz archive",
                $"one that is damaged or cut off ({e.Message})", Remedy, e);
        }
        if (missing.Count > 0)
            throw new DataFileException(path, $"an archive with {string.Join(", ", files.Select(file => file.Name))}",
                $"one without {string.Join(", ", missing.Keys)}", Remedy);
    }

    private const string Remedy = "Delete the archive and get it again.";

    private static void Take(Stream content, DatasetFile file, string draft, string archive)
    {
        using (var to = File.Create(draft)) content.CopyTo(to);
        if (ContentCheck.Fault(file, draft) is { } fault)
            throw new DataFileException($"{archive}, {file.Name} in it", ContentCheck.Expected(file), fault, Remedy);
    }
}
