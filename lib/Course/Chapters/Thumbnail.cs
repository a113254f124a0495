using System.Text.Json.Nodes;
using Autoencoders;
using NotebookKernel.Notebooks;

namespace Course.Chapters;

/// <summary>The picture that stands for a chapter in the index.</summary>
internal static class Thumbnail
{
    /// <summary>The tag of the code cell that shows it.</summary>
    public const string Tag = "thumbnail";

    /// <summary>
    /// The bundle of the first figure or picture of the tagged cell, or else of the chapter; null when there is none.
    /// </summary>
    public static JsonObject? Find(Notebook notebook) =>
        notebook.Cells.Where(c => c.IsCode).OrderByDescending(c => c.HasTag(Tag))
        .SelectMany(c => c.Outputs).Select(output => output?["data"]).OfType<JsonObject>()
        .FirstOrDefault(data => data.ContainsKey(MimeType.Plotly) || data.ContainsKey(MimeType.Png));
}
