using System.Text.Json.Nodes;

namespace NotebookKernel.Display;

/// <summary>Something that a cell puts out: text of a stream, a display, its result, an error.</summary>
public abstract record CellOutput;

/// <summary>Text on <c>stdout</c> or <c>stderr</c>.</summary>
public sealed record StreamOutput(string Name, string Text) : CellOutput;

/// <summary>
/// A display by MIME type; with <paramref name="Update"/>, the new state of the displays that have this id.
/// </summary>
public sealed record DisplayOutput(JsonObject Data, string? DisplayId = null, bool Update = false) : CellOutput;

/// <summary>The value of the cell's last expression, by MIME type.</summary>
public sealed record ResultOutput(JsonObject Data) : CellOutput;

/// <summary>
/// Why the cell failed; <paramref name="Line"/> is the cell's line, counted from 1, where that is known.
/// </summary>
public sealed record ErrorOutput(string Name, string Value, IReadOnlyList<string> Traceback, int? Line = null,
    string? Source = null) : CellOutput;

/// <summary>Removes the cell's outputs so far, at once or when the next output comes.</summary>
public sealed record ClearOutput(bool Wait) : CellOutput;

/// <summary>A message to a script in the page, which no notebook keeps.</summary>
public sealed record CommOutput(string MessageType, JsonObject Content) : CellOutput;

/// <summary>Takes the outputs of one cell, from any thread.</summary>
public interface IOutputSink
{
    /// <summary>Takes one output.</summary>
    void Write(CellOutput output);
}
