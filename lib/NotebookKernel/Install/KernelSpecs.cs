using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKernel.Install;

/// <summary>The kernel specs in one of the folders where Jupyter looks for them.</summary>
/// <param name="folder">The folder that holds a folder for each spec.</param>
internal sealed class KernelSpecs(string folder)
{
    private const string SpecFile = "kernel.json";
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The folder of the user's own specs, as Jupyter finds it.</summary>
    public static KernelSpecs OfUser() => new(Path.Combine(UserData(), "kernels"));

    /// <summary>The folder under an installation prefix.</summary>
    public static KernelSpecs Under(string prefix) =>
        new(Path.Combine(Path.GetFullPath(prefix), "share", "jupyter", "kernels"));

    /// <summary>Where a spec of this name lies or would lie.</summary>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>
    /// A spec's content, an empty object if it cannot be read, null if there is no spec of this name.
    /// </summary>
    public JsonObject? Read(string name)
    {
        var file = Path.Combine(PathOf(name), SpecFile);
        if (!Directory.Exists(PathOf(name)))
            return null;
        try
        {
            return JsonNode.Parse(File.ReadAllText(file)) as JsonObject ?? [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }

    /// <summary>The names of all specs here.</summary>
    public IEnumerable<string> Names() => !Directory.Exists(folder)
        ? []
        : Directory.GetDirectories(folder).Select(path => Path.GetFileName(path))
        .Where(name => File.Exists(Path.Combine(folder, name, SpecFile))).Order(StringComparer.Ordinal);

    /// <summary>
    /// Writes a spec in the place of the one of this name, if there is one; a reader sees the old one or the new one.
    /// </summary>
    public void Write(string name, JsonObject spec, IEnumerable<string> files)
    {
        Directory.CreateDirectory(folder);
        // Jupyter overlooks names that it does not allow for kernels.
        var written = Path.Combine(folder, $"~{name}-{Environment.ProcessId}");
        var old = written + "-old";
        try
        {
            Directory.CreateDirectory(written);
            File.WriteAllText(Path.Combine(written, SpecFile), spec.ToJsonString(Indented) + "\n");
            foreach (var file in files)
                File.Copy(file, Path.Combine(written, Path.GetFileName(file)));
            if (Directory.Exists(PathOf(name)))
                Directory.Move(PathOf(name), old);
            Directory.Move(written, PathOf(name));
        }
        finally
        {
            foreach (var left in new[] { written, old })
                if (Directory.Exists(left))
                    Directory.Delete(left, recursive: true);
        }
    }

    /// <summary>Removes a spec.</summary>
    public void Remove(string name) => Directory.Delete(PathOf(name), recursive: true);

    private static string UserData()
    {
        if (Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR") is { Length: > 0 } named)
            return named;
        if (OperatingSystem.IsWindows())
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsMacOS())
            return Path.Combine(home, "Library", "Jupyter");
        return Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data
            ? Path.Combine(data, "jupyter")
            : Path.Combine(home, ".local", "share", "jupyter");
    }
}
