using System.Reflection;

namespace NotebookKernel.Session;

/// <summary>
/// The assemblies of the running process: the runtime's, which every cell may use, and the kernel's own.
/// </summary>
internal static class HostAssemblies
{
    private static readonly Dictionary<string, string> Trusted =
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .GroupBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(same => same.Key, same => same.First(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The folder of the .NET runtime.</summary>
    public static string RuntimeFolder { get; } = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>The .NET installation that runs this process.</summary>
    public static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeFolder, "..", "..", ".."));

    /// <summary>The <c>dotnet</c> command of that installation, or the one on the path.</summary>
    public static string DotnetCommand { get; } = new[] { "dotnet", "dotnet.exe" }
        .Select(name => Path.Combine(DotnetRoot, name)).FirstOrDefault(File.Exists) ?? "dotnet";

    /// <summary>
    /// The folder of the SDK's reference assemblies and their documentation, or null where there is no SDK.
    /// </summary>
    public static string? ReferencePack { get; } = FindReferencePack();

    /// <summary>The assemblies that hold what cells call of the kernel.</summary>
    public static IReadOnlyList<Assembly> Api { get; } =
    [
        typeof(HostAssemblies).Assembly, typeof(Microsoft.DotNet.Interactive.Kernel).Assembly,
        typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly,
        typeof(Microsoft.AspNetCore.Html.IHtmlContent).Assembly, typeof(System.Reactive.Unit).Assembly,
    ];

    /// <summary>What cells reference from the start: the runtime's libraries and the kernel's public API.</summary>
    public static IEnumerable<string> ForCells => Trusted.Values
        .Where(path => Path.GetDirectoryName(path) == RuntimeFolder)
        .Concat(Api.Select(assembly => assembly.Location));

    /// <summary>The path of an assembly of the process, or null.</summary>
    public static string? PathOf(string simpleName) => Trusted.GetValueOrDefault(simpleName);

    /// <summary>The version of an assembly of the process, or null when it has none of this name.</summary>
    public static Version? VersionOf(string simpleName)
    {
        if (string.Equals(simpleName, typeof(HostAssemblies).Assembly.GetName().Name,
            StringComparison.OrdinalIgnoreCase))
            return typeof(HostAssemblies).Assembly.GetName().Version;
        return PathOf(simpleName) is { } path ? AssemblyName.GetAssemblyName(path).Version : null;
    }

    private static string? FindReferencePack()
    {
        var packs = Path.Combine(DotnetRoot, "packs", "Microsoft.NETCore.App.Ref");
        return !Directory.Exists(packs)
            ? null
            : Directory.GetDirectories(packs)
                .Select(pack => Path.Combine(pack, "ref", $"net{Environment.Version.Major}.0"))
                .Where(Directory.Exists)
                .Max(StringComparer.Ordinal);
    }
}
