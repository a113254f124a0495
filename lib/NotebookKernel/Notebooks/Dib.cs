using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKernel.Notebooks;

/// <summary>
/// A notebook as a .dib, the text format of Polyglot Notebooks: its cells, each after a line with its kind, without
/// their outputs. What the format has no place for (ids, metadata, attachments, raw cells, where a cell ends) stands in
/// its header, which others overlook, so that reading gives the notebook that was written.
/// </summary>
public static class Dib
{
    private const string Header = "#!meta";
    private const string Form = "notebook";
    private static readonly JsonSerializerOptions Written = new() { Encoder = JsonText.Encoder };

    /// <summary>The text of the .dib.</summary>
    public static string Write(Notebook notebook)
    {
        var form = notebook.Json.DeepClone().AsObject();
        var text = new StringBuilder();
        foreach (var (cell, node) in notebook.Cells.Zip(form["cells"]!.AsArray()))
        {
            var json = node!.AsObject();
            var lines = InFile(cell.Source).Split('\n');
            json.Remove("source");
            json.Remove("outputs");
            json.Remove("execution_count");
            json["lines"] = lines.Length;
            if (InFile(cell.Source) != cell.Source)
                json["source"] = cell.Source;
            // A line in a text that looks like the beginning of a cell stands a space further in.
            if (!cell.IsCode)
            {
                var indented = lines.Index().Where(line => KindOf(line.Item) is not null)
                    .Select(line => line.Index).ToList();
                if (indented.Count > 0)
                    json["indented"] = new JsonArray([.. indented.Select(i => (JsonNode)i)]);
                indented.ForEach(i => lines[i] = " " + lines[i]);
            }
            text.Append($"#!{NameOf(cell)}\n\n{string.Join('\n', lines)}\n\n");
        }
        var kernel = new JsonObject { ["aliases"] = new JsonArray(), ["languageName"] = "csharp", ["name"] = "csharp" };
        var meta = new JsonObject
        {
            ["kernelInfo"] = new JsonObject { ["defaultKernelName"] = "csharp", ["items"] = new JsonArray(kernel) },
            [Form] = form,
        };
        return $"{Header}\n\n{meta.ToJsonString(Written)}\n\n{text}";
    }

    /// <summary>
    /// The notebook in a .dib; one that was not written here, or was changed since, is read cell by cell.
    /// </summary>
    public static Notebook Read(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var (meta, body) = Meta(lines);
        return (meta?[Form] is JsonObject form ? AsWritten(form, lines, body) : null)
            ?? Notebook.Create().With(ByMarks(lines[body..]));
    }

    private static string NameOf(NotebookCell cell) => cell.IsCode ? cell.KernelName ?? "csharp" : "markdown";

    private static string InFile(string source) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(source.ReplaceLineEndings("\n")));

    // The kind that a line selects, or null for a line of text.
    private static string? KindOf(string line) =>
        line.StartsWith("#!", StringComparison.Ordinal) && line[2..].Trim() is var name
        && CellKinds.IsKnown(name) ? name : null;

    private static (JsonObject? Meta, int Body) Meta(string[] lines)
    {
        var start = Array.FindIndex(lines, line => line.Trim().Length > 0);
        if (start < 0 || lines[start].Trim() != Header)
            return (null, 0);
        var end = Array.FindIndex(lines, start + 1, line => line.StartsWith("#!", StringComparison.Ordinal));
        end = end < 0 ? lines.Length : end;
        try
        {
            return (JsonText.Parse(string.Join('\n', lines[(start + 1)..end]), default) as JsonObject, end);
        }
        catch (JsonException)
        {
            // A header that somebody else wrote; the cells can be read without it.
            return (null, end);
        }
    }

    // Null when the text is not what this form was written with.
    private static Notebook? AsWritten(JsonObject form, string[] lines, int at)
    {
        form = form.DeepClone().AsObject();
        foreach (var json in form["cells"]?.AsArray().OfType<JsonObject>() ?? [])
        {
            if (json["lines"] is not JsonValue number || !number.TryGetValue(out int count)
                || at + 2 + count >= lines.Length
                || lines[at] != $"#!{NameOf(new NotebookCell(json))}" || lines[at + 1].Length > 0
                || lines[at + 2 + count].Length > 0)
                return null;
            var own = lines[(at + 2)..(at + 2 + count)];
            foreach (var i in json["indented"]?.AsArray().Select(i => (int)i!) ?? [])
            {
                if (i >= own.Length || !own[i].StartsWith(' '))
                    return null;
                own[i] = own[i][1..];
            }
            var source = string.Join('\n', own);
            var whole = json["source"]?.ToString();
            json.Remove("lines");
            json.Remove("indented");
            var cell = new NotebookCell(json)
            { Source = whole is not null && InFile(whole) == source ? whole : source };
            if (cell.IsCode)
            {
                cell.ExecutionCount = null;
                _ = cell.Outputs;
            }
            at += count + 3;
        }
        return at >= lines.Length || lines[at..].All(line => line.Length == 0)
            ? Notebook.Parse(NotebookJson.Write(form))
            : null;
    }

    private static IEnumerable<NotebookCell> ByMarks(string[] lines)
    {
        var kind = "csharp";
        var own = new List<string>();
        foreach (var line in lines)
        {
            if (KindOf(line) is not { } next)
            {
                own.Add(line);
                continue;
            }
            if (Cell() is { } cell)
                yield return cell;
            own.Clear();
            kind = next;
        }
        if (Cell() is { } last)
            yield return last;

        NotebookCell? Cell()
        {
            var source = string.Join('\n', own).Trim('\n');
            if (source.Length == 0)
                return null;
            if (CellKinds.Texts.GetValueOrDefault(kind) is not { } text)
                return NotebookCell.Code(source);
            if (text == "markdown")
                return NotebookCell.Markdown(source);
            var cell = NotebookCell.Code(source);
            cell.Metadata["polyglot_notebook"] = new JsonObject { ["kernelName"] = text };
            return cell;
        }
    }
}
