using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKernel.Notebooks;

/// <summary>nbformat's JSON: parsing with checks, the step to 4.5, multi-line strings, writing.</summary>
public static class NotebookJson
{
    private static readonly JsonWriterOptions Writing = new()
    {
        Indented = true,
        IndentCharacter = ' ',
        IndentSize = 1,
        Encoder = JsonText.Encoder,
    };

    internal static JsonObject Parse(string text)
    {
        JsonNode? node;
        try
        {
            node = JsonText.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw new NotebookException($"is not valid JSON: {e.Message}", e);
        }
        if (node is not JsonObject json)
            throw new NotebookException("is not a notebook: the document is no JSON object.");
        if (json["nbformat"] is not JsonValue format || !format.TryGetValue(out int major))
            throw new NotebookException("is not a notebook: it has no nbformat number.");
        if (major != 4)
            throw new NotebookException($"has nbformat {major}; only nbformat 4 is read. Convert it with: jupyter "
                + "nbconvert --to notebook --nbformat 4 FILE");
        if (json["cells"] is not JsonArray cells)
            throw new NotebookException("is not a notebook: it has no list of cells.");
        for (var i = 0; i < cells.Count; i++)
            if (cells[i] is not JsonObject cell || cell["cell_type"] is not JsonValue type
                || type.GetValueKind() != JsonValueKind.String)
                throw new NotebookException($"is not a valid notebook: cell {i + 1} has no cell_type.");
        return json;
    }

    /// <summary>Brings a document of 4.0 to 4.4 to 4.5, and gives every cell a valid and unique id.</summary>
    internal static void Upgrade(JsonObject json)
    {
        if (json["nbformat_minor"] is not JsonValue minor || !minor.TryGetValue(out int number) || number < 5)
            json["nbformat_minor"] = 5;
        var seen = new HashSet<string>();
        foreach (var cell in json["cells"]!.AsArray())
            if (cell!["id"] is not JsonValue value || !value.TryGetValue(out string? id) || !IsCellId(id)
                || !seen.Add(id))
            {
                id = NewCellId();
                seen.Add(id);
                cell["id"] = id;
            }
    }

    internal static string NewCellId() => Guid.NewGuid().ToString("N")[..8];

    /// <summary>Whether a text is an id by nbformat 4.5: 1 to 64 letters, digits, hyphens and underscores.</summary>
    internal static bool IsCellId(string id) =>
        id.Length is >= 1 and <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    internal static string Write(JsonObject json)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Writing))
            json.WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }

    /// <summary>The child object of this name, created when it is missing.</summary>
    internal static JsonObject Child(this JsonObject json, string name)
    {
        if (json[name] is JsonObject child)
            return child;
        var created = new JsonObject();
        json[name] = created;
        return created;
    }

    /// <summary>The text of a multi-line string: a string, or a list of lines with their line ends.</summary>
    public static string JoinLines(JsonNode? node) => node switch
    {
        null => "",
        JsonArray lines => string.Concat(lines.Select(line => line?.ToString())),
        _ => node.ToString(),
    };

    /// <summary>A text as nbformat saves it: the list of its lines, each with its line end.</summary>
    internal static JsonArray SplitLines(string text)
    {
        var lines = new JsonArray();
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = text.IndexOf('\n', start) + 1;
            if (end == 0)
                end = text.Length;
            lines.Add(text[start..end]);
        }
        return lines;
    }
}
