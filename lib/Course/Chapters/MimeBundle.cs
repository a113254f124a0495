using System.Text.Json.Nodes;

namespace Course.Chapters;

internal static class NotebookText
{
    /// <summary>The text of nbformat's multi-line string: a string, or a list of lines with their line ends; empty when missing.</summary>
    public static string Join(JsonNode? node) => node switch
    {
        null => "",
        JsonArray lines => string.Concat(lines.Select(line => line?.ToString())),
        _ => node.ToString(),
    };

    /// <summary>The JSON of a bundle's JSON form, which some kernels write as a string.</summary>
    public static string Json(JsonNode node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : node.ToJsonString();
}
