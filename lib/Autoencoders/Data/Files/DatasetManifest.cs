using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Autoencoders;

/// <summary>One file of a data set.</summary>
/// <param name="Role">What it holds: train-images, train-labels, test-images or test-labels.</param>
/// <param name="Name">Its name when uncompressed.</param>
/// <param name="Download">Its name at the mirrors, usually <paramref name="Name"/> with .gz.</param>
/// <param name="Bytes">Length of the uncompressed content.</param>
/// <param name="Sha256">Hash of the uncompressed content, lower-case hexadecimal.</param>
/// <param name="Alike">Files of other data sets that go by the same name: their set's title, and the MD5 of their
/// uncompressed content. It names them, it verifies nothing.</param>
public sealed record DatasetFile(string Role, string Name, string Download, long Bytes, string Sha256,
    IReadOnlyDictionary<string, string>? Alike = null);

/// <summary>
/// A gzip-compressed tar archive that holds a data set's files, where the mirrors offer them in no other form.
/// </summary>
/// <param name="Download">Its name at the mirrors.</param>
/// <param name="Folder">The folder in which it keeps the files.</param>
/// <param name="Bytes">Length of the archive as it is downloaded.</param>
/// <param name="Sha256">Hash of the archive as it is downloaded, lower-case hexadecimal.</param>
public sealed record DatasetArchive(string Download, string Folder, long Bytes, string Sha256);

/// <summary>One data set that the course knows.</summary>
/// <param name="Name">Short name, as typed on the command line and as a folder's name.</param>
/// <param name="Title">Name for readers.</param>
/// <param name="Terms">Licence, or what is known about the terms of use.</param>
/// <param name="Citation">Whom to cite.</param>
/// <param name="Mirrors">Folders on the web that hold the files, in the order in which they are tried; each ends with a
/// slash.</param>
/// <param name="Files">The files.</param>
/// <param name="Archive">The archive in which the mirrors have them; null if they have each by itself.</param>
public sealed record DatasetEntry(
    string Name, string Title, string Terms, string Citation, IReadOnlyList<string> Mirrors,
    IReadOnlyList<DatasetFile> Files, DatasetArchive? Archive = null)
{
    /// <summary>The file with this role.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public DatasetFile File(string role) =>
        Files.FirstOrDefault(file => file.Role == role)
        ?? throw new KeyNotFoundException($"The data set '{Name}' has no file with the role '{role}'; it "
        + $"has {string.Join(", ", Files.Select(file => file.Role))}.");
}

/// <summary>The list of data sets: data/datasets.json, of which a copy is embedded in this assembly.</summary>
public sealed partial record DatasetManifest(IReadOnlyList<DatasetEntry> Datasets)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The copy that was embedded when the library was built.</summary>
    public static DatasetManifest Embedded()
    {
        const string Resource = "Autoencoders.Data.datasets.json";
        using var reader = new StreamReader(typeof(DatasetManifest).Assembly.GetManifestResourceStream(Resource)!);
        return Parse(reader.ReadToEnd(), Resource);
    }

    /// <summary>Reads a manifest file.</summary>
    /// <exception cref="DataFileException">It is malformed.</exception>
    public static DatasetManifest Read(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>Parses a manifest.</summary>
    /// <param name="json">Its text.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <exception cref="DataFileException">It is malformed.</exception>
    public static DatasetManifest Parse(string json, string name)
    {
        DatasetManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<DatasetManifest>(json, Strict);
        }
        catch (JsonException e)
        {
            throw Malformed(name, e.Message, e);
        }

        if ((manifest is null ? "null" : manifest.Fault()) is { } fault)
            throw Malformed(name, fault);
        return manifest!;
    }

    /// <summary>The data set of this name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that there are.</exception>
    public DatasetEntry Find(string name) =>
        Datasets.FirstOrDefault(entry => entry.Name == name)
        ?? throw new ArgumentException(
            $"There is no data set '{name}'; there is {string.Join(", ", Datasets.Select(entry => entry.Name))}.",
            nameof(name));

    private string? Fault()
    {
        // The serializer refuses null where a property has it, but not inside a list.
        if (Datasets.Any(entry => entry is null || entry.Files.Any(file => file is null)))
            return "null in place of a data set or a file";
        if (Datasets.GroupBy(entry => entry.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            return $"two data sets called '{twice.Key}'";
        foreach (var entry in Datasets)
        {
            if (!PlainName().IsMatch(entry.Name))
                return $"a data set called '{entry.Name}' (letters, digits, '.', '-' and '_' only)";
            if (entry.Files.Count == 0)
                return $"no files for '{entry.Name}'";
            if (entry.Files.GroupBy(file => file.Role).FirstOrDefault(group => group.Count() > 1) is { } role)
                return $"two files of '{entry.Name}' with the role '{role.Key}'";
            if (entry.Mirrors.Where(mirror => !IsFolderAddress(mirror)).ToArray() is [var address, ..])
                return $"the mirror '{address}' of '{entry.Name}' (an http or https address that ends with '/')";
            foreach (var file in entry.Files)
                if (FileFault(file.Name, file.Download, file.Bytes, file.Sha256) is { } fault)
                    return $"{fault} in '{entry.Name}'";
                else if (file.Alike?.Values.FirstOrDefault(md5 => !Md5Text().IsMatch(md5)) is { } other)
                    return $"'{other}' as MD5 of a file like '{file.Name}' (32 lower-case hexadecimal digits) "
                        + $"in '{entry.Name}'";
            if (entry.Archive is { } archive
                && FileFault(archive.Folder, archive.Download, archive.Bytes, archive.Sha256) is { } wrong)
                return $"{wrong} in '{entry.Name}'";
        }
        return null;
    }

    private static string? FileFault(string name, string download, long bytes, string sha256) =>
        !PlainName().IsMatch(name) ? $"a file called '{name}' (letters, digits, '.', '-' and '_' only)"
        : !PlainName().IsMatch(download) ? $"a download called '{download}' (letters, digits, '.', '-' and '_' only)"
        : bytes <= 0 ? $"{bytes} bytes for '{name}'"
        : !Sha256Text().IsMatch(sha256) ? $"'{sha256}' as SHA-256 of '{name}' (64 lower-case hexadecimal digits)"
        : null;

    private static bool IsFolderAddress(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && uri.OriginalString.EndsWith('/');

    private static DataFileException Malformed(string name, string found, Exception? inner = null) =>
        new(name, "a list of data sets", found, "Correct it, or restore the file that came with the course.", inner);

    // Names become paths: nothing that could leave the folder.
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex PlainName();

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex Sha256Text();

    [GeneratedRegex(@"^[0-9a-f]{32}\z")]
    private static partial Regex Md5Text();
}
