using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NotebookKernel.Running;

/// <summary>
/// What the runner reports while it executes a notebook: one JSON object a line on its standard output.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(StartEvent), "start")]
[JsonDerivedType(typeof(CellEvent), "cell")]
[JsonDerivedType(typeof(ProgressEvent), "progress")]
[JsonDerivedType(typeof(ErrorEvent), "error")]
[JsonDerivedType(typeof(EndEvent), "end")]
public abstract record RunEvent
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The event as its line of JSON, without the line end.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>The event in a line of JSON.</summary>
    /// <exception cref="JsonException">The line is no event.</exception>
    public static RunEvent Parse(string line) =>
        JsonSerializer.Deserialize<RunEvent>(line, Json) ?? throw new JsonException("null is no event.");
}

/// <summary>The notebook begins; it has this many code cells.</summary>
public sealed record StartEvent(int Cells) : RunEvent;

/// <summary>
/// A code cell begins: its 0-based index in the notebook, its 1-based number among the code cells, and how many those
/// are.
/// </summary>
public sealed record CellEvent(int Index, int Number, int Of) : RunEvent;

/// <summary>The last line of the running cell's console output.</summary>
public sealed record ProgressEvent(string Text) : RunEvent;

/// <summary>
/// A cell failed; <paramref name="Line"/> counts from 1 within the cell and is missing where no line is known.
/// </summary>
public sealed record ErrorEvent(int Index, int Number, int? Line, string? Source, string Ename, string Evalue,
    IReadOnlyList<string> Traceback) : RunEvent;

/// <summary>The notebook has ended: <c>ok</c>, <c>error</c> or <c>cancelled</c>, after so many seconds.</summary>
public sealed record EndEvent(string Status, double Seconds) : RunEvent;
