namespace Course.Setup;

/// <summary>
/// Whether <c>lib/bin</c> is what a build would make now. The scripts <c>course</c> and <c>course.cmd</c> ask this
/// before they hand over.
/// </summary>
internal static class Freshness
{
    /// <summary>The word by which the scripts ask.</summary>
    public const string Question = "--is-current";

    /// <summary>The file in <c>lib/bin</c> whose time is that at which its build began.</summary>
    public const string Marker = "built";

    /// <summary>
    /// Whether this program was built here, for this backend (cpu where none is named), and nothing has changed since.
    /// </summary>
    public static bool IsCurrent(CourseFolder folder, string? backend) =>
        IsCurrent(folder, backend, Built.Value("Clone"), Built.Value("TorchBackend"));

    /// <summary>As above, for a program that was built in another place or for another backend.</summary>
    internal static bool IsCurrent(CourseFolder folder, string? backend, string builtIn, string builtFor)
    {
        var marker = new FileInfo(Path.Combine(folder.Bin, Marker));
        return marker.Exists && IsSame(folder.Root, builtIn) && Backend(backend) == Backend(builtFor)
            && Sources(folder.Root).All(source => source.LastWriteTimeUtc <= marker.LastWriteTimeUtc);
    }

    /// <summary>
    /// What <c>lib/bin</c> is made from: files, and folders, whose time changes when something in them comes or goes.
    /// </summary>
    private static IEnumerable<FileSystemInfo> Sources(string root)
    {
        var (lib, data) = (new DirectoryInfo(Path.Combine(root, "lib")), new DirectoryInfo(Path.Combine(root, "data")));
        return
        [
            .. new DirectoryInfo(root).EnumerateFiles("Directory.*"), new FileInfo(Path.Combine(root, "global.json")),
            .. lib.EnumerateFiles(), .. lib.EnumerateDirectories().Where(IsSource).SelectMany(Tree),
            new FileInfo(Path.Combine(data.FullName, "datasets.json")),
            .. new[]
                { "models", "sweeps" }.SelectMany(name => Tree(new DirectoryInfo(Path.Combine(data.FullName, name)))),
        ];
    }

    private static IEnumerable<FileSystemInfo> Tree(DirectoryInfo folder) =>
        folder.Exists
        ? [folder, .. folder.EnumerateFiles(), .. folder.EnumerateDirectories().Where(IsSource).SelectMany(Tree)]
        : [];

    private static bool IsSource(DirectoryInfo folder) => folder.Name is not ("bin" or "obj");

    private static bool IsSame(string path, string other) =>
        string.Equals(path, Path.TrimEndingDirectorySeparator(other), OperatingSystem.IsWindows()
            ? StringComparison.OrdinalIgnoreCase
            : StringComparison.Ordinal);

    /// <summary>The backend that a name stands for: cpu where none is named.</summary>
    internal static string Backend(string? name) => string.IsNullOrEmpty(name) ? "cpu" : name;
}
