using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace NotebookKernel.Session;

/// <summary>
/// Resolves <c>#r "nuget: …"</c> by a project that the .NET SDK restores: its rules, its sources, its cache.
/// </summary>
internal sealed class PackageRestore
{
    // What was asked for, and what came.
    private readonly Dictionary<string, (string Asked, string Version)> packages =
        new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> sources = [];

    /// <summary>
    /// What a restore brought: assemblies to reference, native libraries, folders of extensions, and the packages asked
    /// for by name and version.
    /// </summary>
    public sealed record Restored(
        IReadOnlyList<string> Assemblies, IReadOnlyList<string> Natives, IReadOnlyList<string> Extensions,
        IReadOnlyList<(string Id, string Version)> Packages);

    /// <summary>Adds a package source, an address or a folder.</summary>
    public void AddSource(string source) => sources.Add(source);

    /// <summary>
    /// Whether a package is among those restored already, in this version or in any when none is asked for.
    /// </summary>
    /// <exception cref="CellFailure">It is there in another version.</exception>
    public bool Has(string id, string version, int line)
    {
        if (!packages.TryGetValue(id, out var present))
            return false;
        if (version != "*" && version != present.Asked && version != present.Version)
            throw new CellFailure("PackageError", $"{id} {version} cannot be added: the session already uses "
                + $"version {present.Version}. Restart the kernel to change it.", line);
        return true;
    }

    /// <summary>Restores these packages together with all earlier ones.</summary>
    /// <exception cref="CellFailure">NuGet's reason why it cannot be done.</exception>
    public async Task<Restored> AddAsync(IReadOnlyList<(string Id, string Version, int Line)> wanted,
        CancellationToken cancellation)
    {
        var all = packages.ToDictionary(package => package.Key, package => package.Value.Version, packages.Comparer);
        foreach (var (id, version, _) in wanted)
            all[id] = version;
        var project = Project(all);
        var folder = Path.Combine(CacheFolder(),
            Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(project)))[..16].ToLowerInvariant());
        // What came of the last restore of the same packages: without a network it still holds.
        var kept = Path.Combine(folder, "restored.json");
        var restored = all.Values.All(IsExact) ? Read(kept, wanted.Select(w => w.Id)) : null;
        if (restored is null)
        {
            Directory.CreateDirectory(folder);
            var file = Path.Combine(folder, "packages.csproj");
            await File.WriteAllTextAsync(file, project, cancellation);
            var (exitCode, output) = await RunSdkAsync(
                ["restore", file, "--nologo", "-nodeReuse:false", "-p:NuGetAudit=false"], cancellation);
            if (exitCode == 0)
                File.Copy(Path.Combine(folder, "obj", "project.assets.json"), kept, overwrite: true);
            restored = Read(kept, wanted.Select(w => w.Id))
                ?? throw new CellFailure("PackageError", Reason(output, file), wanted[0].Line);
        }
        foreach (var (id, asked, _) in wanted)
            packages[id] =
                (asked,
                    restored.Packages.First(package =>
                        package.Id.Equals(id, StringComparison.OrdinalIgnoreCase)).Version);
        return restored;
    }

    private static bool IsExact(string version) => version.AsSpan().IndexOfAny("*[(,") < 0;

    private string Project(Dictionary<string, string> all) =>
        new XElement("Project", new XAttribute("Sdk", "Microsoft.NET.Sdk"),
        new XElement("PropertyGroup",
            new XElement("TargetFramework", $"net{Environment.Version.Major}.0"),
            new XElement("RuntimeIdentifier", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier),
            new XElement("SelfContained", false),
            new XElement("UseAppHost", false),
            new XElement("ImportDirectoryBuildProps", false),
            new XElement("ImportDirectoryPackagesProps", false),
            new XElement("RestoreAdditionalProjectSources", string.Join(';', sources))),
        new XElement("ItemGroup", all.Select(p =>
            new XElement("PackageReference", new XAttribute("Include", p.Key), new XAttribute("Version", p.Value)))))
            .ToString();

    private static string CacheFolder()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(cache, "csharp-kernel", "packages");
    }

    private static async Task<(int ExitCode, string Output)> RunSdkAsync(string[] arguments,
        CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(HostAssemblies.DotnetCommand, arguments)
        { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)
            ?? throw new CellFailure("PackageError", "The dotnet command cannot be started.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static string Reason(string output, string project)
    {
        var reasons = output.Split('\n')
            .Select(line => line.Trim().Replace(project + " : ", ""))
            .Where(line => line.Contains("error ", StringComparison.Ordinal))
            .Distinct()
            .ToList();
        return string.Join('\n', reasons.Count > 0 ? reasons : [output.Trim()]);
    }

    // Null when nothing was restored, or it is no longer there.
    private static Restored? Read(string assetsFile, IEnumerable<string> wanted)
    {
        if (!File.Exists(assetsFile))
            return null;
        var assets = JsonNode.Parse(File.ReadAllText(assetsFile))!;
        var roots = assets["packageFolders"]!.AsObject().Select(f => f.Key).ToList();
        List<string> assemblies = [], natives = [], extensions = [];
        List<(string, string)> packages = [];
        var target = assets["targets"]!.AsObject().Last(t => t.Key.Contains('/')).Value!.AsObject();
        foreach (var (name, library) in target)
        {
            if (library!["type"]?.ToString() != "package")
                continue;
            var path = assets["libraries"]![name]!["path"]!.ToString();
            if (roots.Select(root => Path.Combine(root, path)).FirstOrDefault(Directory.Exists) is not { } home)
                return null;
            assemblies.AddRange(Files(library, "runtime", home)
                .Where(f => f.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)));
            natives.AddRange(Files(library, "native", home));
            if (Path.Combine(home, "interactive-extensions", "dotnet") is var extension && Directory.Exists(extension))
                extensions.Add(extension);
            if (name.Split('/') is [var id, var version] && wanted.Contains(id, StringComparer.OrdinalIgnoreCase))
                packages.Add((id, version));
        }
        return new Restored(assemblies, natives, extensions, packages);

        static IEnumerable<string> Files(JsonNode library, string kind, string home) =>
            (library[kind]?.AsObject() ?? [])
                .Where(f => !f.Key.EndsWith("_._", StringComparison.Ordinal))
                .Select(f => Path.Combine(home, f.Key));
    }
}
