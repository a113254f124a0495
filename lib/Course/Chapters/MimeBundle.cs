using System.Text.Json.Nodes;
using NotebookKernel.Notebooks;

namespace Course.Chapters;

/// <summary>The values in a MIME bundle.</summary>
internal static class MimeBundle
{
    /// <summary>The text of a text form; empty when the bundle has none.</summary>
    public static string Text(JsonNode? form) => NotebookJson.JoinLines(form);

    /// <summary>The JSON of a JSON form, which some kernels write as a string.</summary>
    public static string Json(JsonNode form) =>
        form is JsonValue value && value.TryGetValue(out string? text) ? text : form.ToJsonString();
}
