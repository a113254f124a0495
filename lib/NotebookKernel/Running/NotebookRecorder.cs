using System.Text.Json.Nodes;
using NotebookKernel.Display;
using NotebookKernel.Notebooks;

namespace NotebookKernel.Running;

/// <summary>
/// Keeps the outputs of a notebook's cells in nbformat's shape: streams in their final state, displays with their last
/// update.
/// </summary>
public sealed class NotebookRecorder
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<JsonObject>> displays = [];

    /// <summary>
    /// A sink for one cell's outputs; <paramref name="console"/> is told the last line of the console output.
    /// </summary>
    public CellRecorder For(NotebookCell cell, Action<string>? console = null) => new(this, cell, console);

    /// <summary>Takes the outputs of one cell until the notebook is saved, also late ones.</summary>
    public sealed class CellRecorder : IOutputSink
    {
        private readonly NotebookRecorder notebook;
        private readonly NotebookCell cell;
        private readonly Action<string>? console;
        private readonly List<(JsonObject Json, TerminalText? Text)> outputs = [];
        private bool clearFirst;

        internal CellRecorder(NotebookRecorder notebook, NotebookCell cell, Action<string>? console)
        {
            (this.notebook, this.cell, this.console) = (notebook, cell, console);
            Flush();
        }

        /// <inheritdoc/>
        public void Write(CellOutput output)
        {
            lock (notebook.gate)
            {
                if (clearFirst && output is not ClearOutput)
                    Clear();
                Add(output);
            }
        }

        /// <summary>Writes the outputs so far into the cell.</summary>
        public void Flush()
        {
            lock (notebook.gate)
            {
                cell.Outputs.Clear();
                foreach (var (json, text) in outputs)
                {
                    if (text is not null)
                        json["text"] = NotebookJson.SplitLines(text.ToString());
                    cell.Outputs.Add(json.DeepClone());
                }
            }
        }

        private void Clear()
        {
            outputs.Clear();
            clearFirst = false;
        }

        private void Add(CellOutput output)
        {
            switch (output)
            {
                case StreamOutput stream:
                    AddText(stream);
                    break;
                case DisplayOutput { Update: true } update:
                    foreach (var shown in notebook.displays.GetValueOrDefault(update.DisplayId ?? "") ?? [])
                        shown["data"] = Data(update.Data);
                    break;
                case DisplayOutput display:
                    var json = new JsonObject
                    {
                        ["data"] = Data(display.Data),
                        ["metadata"] = new JsonObject(),
                        ["output_type"] = "display_data"
                    };
                    outputs.Add((json, null));
                    if (display.DisplayId is { } id)
                    {
                        if (!notebook.displays.TryGetValue(id, out var same))
                            notebook.displays[id] = same = [];
                        same.Add(json);
                    }
                    break;
                case ResultOutput result:
                    outputs.Add((new JsonObject
                    {
                        ["data"] = Data(result.Data),
                        ["execution_count"] = cell.ExecutionCount,
                        ["metadata"] = new JsonObject(),
                        ["output_type"] = "execute_result",
                    }, null));
                    break;
                case ErrorOutput error:
                    outputs.Add((new JsonObject
                    {
                        ["ename"] = error.Name,
                        ["evalue"] = error.Value,
                        ["output_type"] = "error",
                        ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
                    }, null));
                    break;
                case ClearOutput { Wait: true }:
                    clearFirst = true;
                    break;
                case ClearOutput:
                    Clear();
                    break;
            }
        }

        private void AddText(StreamOutput stream)
        {
            if (outputs is not [.., (_, { } text)] || outputs[^1].Json["name"]!.ToString() != stream.Name)
            {
                text = new TerminalText();
                outputs.Add(
                    (new JsonObject { ["name"] = stream.Name, ["output_type"] = "stream", ["text"] = new JsonArray() },
                        text));
            }
            text.Append(stream.Text);
            console?.Invoke(text.LastLine);
        }

        // nbformat keeps text as a list of lines, pictures as one string, JSON as JSON.
        private static JsonObject Data(JsonObject bundle)
        {
            var data = new JsonObject();
            foreach (var (mimeType, value) in bundle.OrderBy(part => part.Key, StringComparer.Ordinal))
                data[mimeType] = value is JsonValue && IsText(mimeType)
                    ? NotebookJson.SplitLines(value.ToString())
                    : value?.DeepClone();
            return data;
        }

        private static bool IsText(string mimeType) =>
            !ValueFormatter.IsJson(mimeType)
            && (mimeType.StartsWith("text/", StringComparison.Ordinal)
                || mimeType is "image/svg+xml" or "application/javascript");
    }
}
