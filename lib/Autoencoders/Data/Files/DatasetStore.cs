namespace Autoencoders;

/// <summary>A folder in which data sets are looked for.</summary>
/// <param name="Directory">Its path; the files lie in it or in folders below it, plain or gzip. Under other names than
/// the list's they are found by their content.</param>
/// <param name="Description">What it is to the reader, for example "the directory in AUTOENCODERS_DATA".</param>
public sealed record DataPlace(string Directory, string Description);

/// <summary>A data set that was found: where, and which path each of its files has.</summary>
public sealed record LocatedDataset(DatasetEntry Entry, DataPlace Place,
    IReadOnlyDictionary<DatasetFile, string> Paths);

/// <summary>Whether one file of a data set is what the manifest says.</summary>
/// <param name="File">The file.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Fault">What is wrong with it; null if its content has the right SHA-256.</param>
public sealed record FileCheck(DatasetFile File, string Path, string? Fault);

/// <summary>A data set and its state on this machine.</summary>
/// <param name="Entry">The data set.</param>
/// <param name="Located">Where it is; null if it is not here.</param>
/// <param name="Looked">Each place that was looked at and what it has, for the reader.</param>
public sealed record DatasetState(DatasetEntry Entry, LocatedDataset? Located, IReadOnlyList<string> Looked);

/// <summary>
/// Finds data sets on this machine and downloads those that it does not have. Looked at in this order: a directory that
/// was given, the one in AUTOENCODERS_DATA, the course's data/cache. Downloads go to data/cache. Nothing is used whose
/// SHA-256 is wrong.
/// </summary>
public sealed class DatasetStore
{
    /// <summary>The environment variable that names a directory with data sets.</summary>
    public const string Variable = "AUTOENCODERS_DATA";

    private readonly DataPlace[] places;
    private readonly DataPlace? cache;
    private readonly Downloader downloader;

    internal DatasetStore(DatasetManifest manifest, IEnumerable<DataPlace> places, DataPlace? cache,
        Downloader? downloader = null)
    {
        Manifest = manifest;
        this.cache = cache;
        this.places = [.. places, .. cache is null ? [] : new[] { cache }];
        this.downloader = downloader ?? new Downloader();
    }

    /// <summary>The data sets that the course knows.</summary>
    public DatasetManifest Manifest { get; }

    /// <summary>Whether there is a directory to look into besides the course's own.</summary>
    internal bool HasDirectory => places.Any(place => place != cache);

    /// <summary>The store as the course uses it.</summary>
    /// <param name="directory">A directory to look into first.</param>
    /// <exception cref="DirectoryNotFoundException">The directory, or the one in AUTOENCODERS_DATA, does not
    /// exist.</exception>
    /// <exception cref="DataFileException">data/datasets.json is malformed.</exception>
    public static DatasetStore Open(string? directory = null)
    {
        var places = new List<DataPlace>();
        if (directory is not null)
            places.Add(Existing(directory, "the directory given"));
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable)
            places.Add(Existing(variable, $"the directory in {Variable}"));

        var course = FindCourse(Path.GetDirectoryName(typeof(DatasetStore).Assembly.Location));
        return course is null
            ? new(DatasetManifest.Embedded(), places, null)
            : new(DatasetManifest.Read(Path.Combine(course, "datasets.json")), places,
                new(Path.Combine(course, "cache"), "the course's data/cache"));
    }

    /// <summary>The first place that has every file of the data set; null if none has.</summary>
    /// <remarks>
    /// Files with their usual names are not read: whether their content is right shows when they are. Others are found
    /// by their hash.
    /// </remarks>
    public LocatedDataset? Locate(string name)
    {
        var entry = Manifest.Find(name);
        foreach (var place in places)
        {
            var found = Present(entry, place);
            if (found.Count == entry.Files.Count)
                return new(entry, place, found);
        }
        return null;
    }

    /// <summary>Every data set with its state on this machine.</summary>
    public IReadOnlyList<DatasetState> List() =>
        [.. Manifest.Datasets.Select(entry => new DatasetState(entry, Locate(entry.Name), Looked(entry)))];

    /// <summary>
    /// Locates or downloads a data set and verifies its files; damaged ones in the course's data/cache are replaced.
    /// </summary>
    /// <remarks>
    /// Shows progress on the console. Cancelling keeps what has been fetched of a file, in a .part file, for the next
    /// call.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no data set of this name.</exception>
    /// <exception cref="DataUnavailableException">It is nowhere and could not be downloaded: lists what was looked at
    /// and tried.</exception>
    /// <exception cref="DataFileException">A file in another folder than data/cache has the wrong content.</exception>
    public async Task<LocatedDataset> GetAsync(string name, CancellationToken cancellation = default)
    {
        var located = await FindAsync(name, cancellation);
        foreach (var (file, path, fault) in Verify(located))
            if (fault is not null && located.Place == cache)
                File.Delete(path);
            else if (fault is not null)
                throw ContentCheck.Wrong(file, path, fault);
        return await FindAsync(name, cancellation);
    }

    /// <summary>Hashes every file of a data set that was found.</summary>
    public static IReadOnlyList<FileCheck> Verify(LocatedDataset located) =>
        [.. located.Paths.Select(
            pair => new FileCheck(pair.Key, pair.Value, ContentCheck.Fault(pair.Key, pair.Value)))];

    /// <summary>Locates a data set, or downloads it to the course's data/cache; what is located is not read.</summary>
    internal async Task<LocatedDataset> FindAsync(string name, CancellationToken cancellation)
    {
        if (Locate(name) is { } located)
            return located;

        var entry = Manifest.Find(name);
        if (cache is null)
            throw Unavailable(entry,
                ["not downloaded, for want of a folder: there is no data/datasets.json above the course's library"]);
        var folder = CreateFolder(Path.Combine(cache.Directory, entry.Name));
        if (entry.Archive is { } archive)
        {
            var path = await FetchAsync(DownloadItem.From(archive));
            ArchiveReader.Unpack(path, entry.Files, folder);
            File.Delete(path);
        }
        else
        {
            var present = Present(entry, cache);
            foreach (var file in entry.Files.Where(file => !present.ContainsKey(file)))
                await FetchAsync(DownloadItem.From(file));
        }
        return new(entry, cache, Present(entry, cache));

        async Task<string> FetchAsync(DownloadItem wanted)
        {
            var (path, tried) = (Path.Combine(folder, wanted.Download), new List<string>());
            // stopped between the download and the unpacking
            if (File.Exists(path) && wanted.Fault(path) is null) return path;
            return await downloader.FetchAsync(wanted, entry.Mirrors, path, tried, cancellation) is null
                ? throw Unavailable(entry, tried)
                : path;
        }
    }

    /// <summary>The error that says where a data set was looked for, what else was tried, and how to get it.</summary>
    internal DataUnavailableException Unavailable(DatasetEntry entry, IEnumerable<string> tried)
    {
        var files = string.Join(", ", entry.Files.Select(file => file.Name));
        return new(
            $"The data set {entry.Title} is not on this machine{(tried.Any() ? " and could not be downloaded" : "")}.",
            [.. Looked(entry), .. tried],
            [
                $"with a network: ./course data get {entry.Name}",
                $"without: put its files ({files}; plain or .gz) into a directory and name it in {Variable}, or put "
                    + $"them into {(cache is null
                        ? "the course's data/cache"
                        : Path.Combine(cache.Directory, entry.Name))}",
                $"or do without it: the quick profile ({Profile.Variable}=quick, and {Variable} not set) draws "
                    + "its own pictures",
            ]);
    }

    private IReadOnlyList<string> Looked(DatasetEntry entry) =>
    [
        .. places.Select(place => $"{place.Description}, {place.Directory}: " + (
            !Directory.Exists(place.Directory) ? "does not exist"
            : Present(entry, place) is { Count: > 0 } found
                ? found.Count == entry.Files.Count
                ? "has it"
                : $"lacks {string.Join(", ",
                    entry.Files.Where(file => !found.ContainsKey(file)).Select(file => file.Name))}"
            : $"has none of its files{Instead(entry, place)}")),
    ];

    // One file that is as long as one of the data set's and another: it may be what was taken for it.
    private static string Instead(DatasetEntry entry, DataPlace place) =>
        entry.Files.SelectMany(file => ContentSearch.Others(file, place.Directory)).FirstOrDefault() is { } other
        ? $"; {other}"
        : "";

    private static Dictionary<DatasetFile, string> Present(DatasetEntry entry, DataPlace place)
    {
        var present = new Dictionary<DatasetFile, string>();
        foreach (var file in entry.Files)
            if ((Candidates(entry, file, place.Directory).FirstOrDefault(File.Exists)
                ?? ContentSearch.Find(file, place.Directory)) is { } path)
                present[file] = path;
        return present;
    }

    private static IEnumerable<string> Candidates(DatasetEntry entry, DatasetFile file, string directory) =>
        from folder in new[] { directory, Path.Combine(directory, entry.Name),
            Path.Combine(directory, entry.Archive?.Folder ?? ""),
            Path.Combine(directory, entry.Name, entry.Archive?.Folder ?? "") }
        from name in new[] { file.Name, file.Name + ".gz", file.Download }
        select Path.Combine(folder, name);

    private static DataPlace Existing(string directory, string description) =>
        Directory.Exists(directory)
            ? new(Path.GetFullPath(directory), description)
            : throw new DirectoryNotFoundException($"{char.ToUpperInvariant(description[0])}{description[1..]} does "
            + $"not exist: {Path.GetFullPath(directory)}");

    private static string CreateFolder(string folder)
    {
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataUnavailableException($"The folder {folder} cannot be made: {e.Message}", [],
                [$"make it, or name another with the files in {Variable}"], e);
        }
    }

    /// <summary>
    /// The data folder of the nearest course at or above a directory: the one that has datasets.json.
    /// </summary>
    internal static string? FindCourse(string? directory)
    {
        for (var at = string.IsNullOrEmpty(directory)
            ? null
            : new DirectoryInfo(directory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "data", "datasets.json")))
                return Path.Combine(at.FullName, "data");
        return null;
    }
}
