using System.Text.Json;
using System.Text.Json.Nodes;
using Autoencoders;
using NotebookKernel.Notebooks;

namespace Course.Chapters;

/// <summary>What an executed notebook reports in its outputs: key figures and the data used.</summary>
internal sealed record Facts(IReadOnlyList<KeyFigure> KeyFigures, IReadOnlyList<DataUsed> Data)
{
    public static Facts None { get; } = new([], []);

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads the facts, in the order of the cells; data sets and equal figures once.</summary>
    /// <exception cref="CourseException">An output is not of the form that its MIME type promises.</exception>
    public static Facts Read(Notebook notebook) => new(
        [.. Outputs<KeyFigure>(notebook, MimeType.KeyFigure).Distinct()],
        [.. Outputs<DataUsed>(notebook, MimeType.Data).Distinct()]);

    private static IEnumerable<T> Outputs<T>(Notebook notebook, string mimeType)
    {
        foreach (var (cell, number) in notebook.Cells.Where(c => c.IsCode).Select((c, i) => (c, i + 1)))
            foreach (var output in cell.Outputs)
                if (output?["data"]?[mimeType] is { } json)
                    yield return Read<T>(json, mimeType, number);
    }

    private static T Read<T>(JsonNode json, string mimeType, int cell)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(MimeBundle.Json(json), Strict)
                ?? throw new JsonException("it is null");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new CourseException($"code cell {cell}: an output of type {mimeType} is malformed: {e.Message}");
        }
    }
}
