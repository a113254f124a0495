using System.Text.Json.Nodes;

namespace NotebookKernel.Notebooks;

/// <summary>
/// A notebook of nbformat 4: a view on its JSON, so that fields and metadata that are unknown here survive reading and
/// writing.
/// </summary>
public sealed class Notebook
{
    private Notebook(JsonObject json)
    {
        Json = json;
        Cells = [.. json["cells"]!.AsArray().Select(cell => new NotebookCell(cell!.AsObject()))];
    }

    /// <summary>The whole document.</summary>
    public JsonObject Json { get; }

    /// <summary>The cells in order.</summary>
    public IReadOnlyList<NotebookCell> Cells { get; }

    /// <summary>The notebook's metadata (never null; created when missing).</summary>
    public JsonObject Metadata => Json.Child("metadata");

    /// <summary>The name of the kernel that the notebook asks for, or null when it names none.</summary>
    public string? KernelName => (Metadata["kernelspec"] as JsonObject)?["name"]?.ToString();

    /// <summary>The language that the notebook says it is written in, or null.</summary>
    public string? Language => (Metadata["kernelspec"] as JsonObject)?["language"]?.ToString()
        ?? (Metadata["language_info"] as JsonObject)?["name"]?.ToString();

    /// <summary>An empty notebook for this kernel.</summary>
    public static Notebook Create()
    {
        var notebook = new Notebook(new JsonObject
        {
            ["cells"] = new JsonArray(),
            ["metadata"] = new JsonObject(),
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        });
        notebook.NameKernel();
        return notebook;
    }

    /// <summary>A copy with these cells appended.</summary>
    public Notebook With(params IEnumerable<NotebookCell> cells)
    {
        var json = Json.DeepClone().AsObject();
        foreach (var cell in cells)
            json["cells"]!.AsArray().Add(cell.Json.DeepClone());
        return new Notebook(json);
    }

    /// <summary>Writes the kernel's name into the metadata where the notebook has none.</summary>
    public void NameKernel()
    {
        if (Metadata["kernelspec"] is not JsonObject)
            Metadata["kernelspec"] = new JsonObject
            {
                ["display_name"] = KernelNames.DisplayName,
                ["language"] = KernelNames.Language,
                ["name"] = KernelNames.Spec,
            };
        if (Metadata["language_info"] is not JsonObject)
            Metadata["language_info"] = KernelNames.LanguageInfo();
    }

    /// <summary>Parses a notebook of nbformat 4.0 to 4.5 and brings it to 4.5 (cells get ids).</summary>
    /// <exception cref="NotebookException">The text is no such notebook.</exception>
    public static Notebook Parse(string text)
    {
        var json = NotebookJson.Parse(text);
        NotebookJson.Upgrade(json);
        return new Notebook(json);
    }

    /// <summary>The document as it is saved: one-space indent, a final newline.</summary>
    public override string ToString() => NotebookJson.Write(Json);

    /// <summary>Reads a notebook file.</summary>
    /// <exception cref="NotebookException">The file is missing or is no notebook of nbformat 4.</exception>
    public static Notebook Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (NotebookException e)
        {
            throw new NotebookException($"{path}: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes the notebook whole or not at all, creating the folder if it is missing.</summary>
    public void Save(string path)
    {
        var target = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var draft = $"{target}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllText(draft, ToString());
            File.Move(draft, target, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
