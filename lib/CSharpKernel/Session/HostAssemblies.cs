using System.Reflection;

namespace CSharpKernel.Session;

/// <summary>The assemblies of the running process: the runtime's, which every cell may use, and the kernel's own.</summary>
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
    public static string DotnetCommand { get; } = File.Exists(Path.Combine(DotnetRoot, "dotnet")) ? Path.Combine(DotnetRoot, "dotnet") : "dotnet";

    /// <summary>The folder of the SDK's reference assemblies and their documentation, or null where there is no SDK.</summary>
    public static string? ReferencePack { get; } = FindReferencePack();

    /// <summary>What cells reference from the start: the runtime's libraries and the kernel's public API.</summary>
    public static IEnumerable<string> ForCells => Trusted.Values
        .Where(path => Path.GetDirectoryName(path) == RuntimeFolder)
        .Append(typeof(HostAssemblies).Assembly.Location);

    /// <summary>The path of an assembly of the process, or null.</summary>
    public static string? PathOf(string simpleName) => Trusted.GetValueOrDefault(simpleName);

    /// <summary>The version of an assembly of the process, or null when it has none of this name.</summary>
    public static Version? VersionOf(string simpleName)
    {
        if (string.Equals(simpleName, typeof(HostAssemblies).Assembly.GetName().Name, StringComparison.OrdinalIgnoreCase))
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
