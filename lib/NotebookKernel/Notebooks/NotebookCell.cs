using System.Text.Json.Nodes;

namespace NotebookKernel.Notebooks;

/// <summary>One cell of a notebook: a view on its JSON.</summary>
public sealed class NotebookCell(JsonObject json)
{
    /// <summary>The cell's JSON.</summary>
    public JsonObject Json { get; } = json;

    /// <summary>The cell's id.</summary>
    public string Id => Json["id"]!.ToString();

    /// <summary><c>code</c>, <c>markdown</c> or <c>raw</c>.</summary>
    public string Type => Json["cell_type"]!.ToString();

    /// <summary>Whether it is a code cell.</summary>
    public bool IsCode => Type == "code";

    /// <summary>The cell's text.</summary>
    public string Source
    {
        get => NotebookJson.JoinLines(Json["source"]);
        set => Json["source"] = NotebookJson.SplitLines(value);
    }

    /// <summary>The cell's metadata (never null; created when missing).</summary>
    public JsonObject Metadata => Json.Child("metadata");

    /// <summary>
    /// The sub-language that .NET Interactive wrote for this cell (<c>csharp</c>, <c>html</c>, …), or null.
    /// </summary>
    public string? KernelName =>
        (Metadata["polyglot_notebook"] as JsonObject)?["kernelName"]?.ToString()
        ?? (Metadata["dotnet_interactive"] as JsonObject)?["language"]?.ToString();

    /// <summary>The position in the order of execution, or null when the cell was not run.</summary>
    public int? ExecutionCount
    {
        get => Json["execution_count"] is JsonValue value && value.TryGetValue(out int count) ? count : null;
        set => Json["execution_count"] = value;
    }

    /// <summary>The outputs of a code cell (created when missing).</summary>
    public JsonArray Outputs
    {
        get
        {
            if (Json["outputs"] is JsonArray outputs)
                return outputs;
            outputs = [];
            Json["outputs"] = outputs;
            return outputs;
        }
    }

    /// <summary>Whether the cell's tags hold this one (<c>raises-exception</c>, <c>skip-execution</c>, …).</summary>
    public bool HasTag(string tag) =>
        Metadata["tags"] is JsonArray tags && tags.Any(t => t is JsonValue && t.ToString() == tag);

    /// <summary>A code cell without outputs.</summary>
    public static NotebookCell Code(string source) => new(new JsonObject
    {
        ["cell_type"] = "code",
        ["execution_count"] = null,
        ["id"] = NotebookJson.NewCellId(),
        ["metadata"] = new JsonObject(),
        ["outputs"] = new JsonArray(),
        ["source"] = NotebookJson.SplitLines(source),
    });

    /// <summary>A markdown cell.</summary>
    public static NotebookCell Markdown(string source) => new(new JsonObject
    {
        ["cell_type"] = "markdown",
        ["id"] = NotebookJson.NewCellId(),
        ["metadata"] = new JsonObject(),
        ["source"] = NotebookJson.SplitLines(source),
    });
}
