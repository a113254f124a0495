using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace NotebookKernel.Session;

/// <summary>
/// The one load context of cells and of everything that they reference, so that a type is the same in every cell. An
/// assembly comes from the path that <c>#r</c> gave or from beside it; the runtime's own come from the runtime.
/// </summary>
internal sealed class SessionLoadContext() : AssemblyLoadContext("cells")
{
    private readonly Dictionary<string, Assembly> submissions = [];
    private readonly Dictionary<string, string> references = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> folders = [];
    private readonly List<string> natives = [];

    /// <summary>Makes a referenced assembly, its neighbours and its native libraries loadable.</summary>
    public void Add(string assemblyPath)
    {
        lock (references)
        {
            references[Path.GetFileNameWithoutExtension(assemblyPath)] = assemblyPath;
            var folder = Path.GetDirectoryName(assemblyPath)!;
            if (!folders.Contains(folder))
                folders.Add(folder);
        }
    }

    /// <summary>As <see cref="Add"/>, unless there is an assembly of this name already.</summary>
    public void AddIfMissing(string assemblyPath)
    {
        lock (references)
            if (!references.ContainsKey(Path.GetFileNameWithoutExtension(assemblyPath)))
                Add(assemblyPath);
    }

    /// <summary>Makes a package's native library loadable.</summary>
    public void AddNative(string path)
    {
        lock (references)
            natives.Add(path);
    }

    public Assembly LoadSubmission(Stream assembly, Stream symbols)
    {
        var loaded = LoadFromStream(assembly, symbols);
        lock (references)
            submissions[loaded.GetName().Name!] = loaded;
        return loaded;
    }

    protected override Assembly? Load(AssemblyName name)
    {
        if (name.Name is not { } simpleName || Find(simpleName) is not { } found)
            return null;
        if (found is Assembly submission)
            return submission;
        var path = (string)found;
        return HostAssemblies.VersionOf(simpleName) is { } hosts && hosts >= AssemblyName.GetAssemblyName(path).Version
            ? null
            : LoadFromAssemblyPath(path);
    }

    private object? Find(string simpleName)
    {
        lock (references)
        {
            if (submissions.TryGetValue(simpleName, out var submission))
                return submission;
            if (references.TryGetValue(simpleName, out var path))
                return path;
            return folders.Select(folder => Path.Combine(folder, simpleName + ".dll")).FirstOrDefault(File.Exists);
        }
    }

    protected override nint LoadUnmanagedDll(string name)
    {
        var ending = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        string[] names = [name, name + ending, "lib" + name + ending, "lib" + name];
        string? path;
        lock (references)
            path = natives.FirstOrDefault(n => names.Contains(Path.GetFileName(n)))
                ?? folders
                    .SelectMany(folder => new[]
                        { folder, Path.Combine(folder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native") })
                    .SelectMany(folder => names.Select(n => Path.Combine(folder, n)))
                    .FirstOrDefault(File.Exists);
        return path is null ? 0 : LoadUnmanagedDllFromPath(path);
    }
}
