using System.Text;
using System.Text.Json.Nodes;
using Autoencoders;
using Course.Chapters;
using Course.Running;
using NotebookKernel.Notebooks;

namespace Course.Saving;

/// <summary>
/// Writes an executed notebook back to <c>notebooks/</c> in the form that is committed: figures as PNG and text, so
/// that it can be read where nothing runs, and small.
/// </summary>
internal sealed class NotebookSaver(FigurePainter painter)
{
    /// <summary>The most that a committed notebook may weigh, in bytes.</summary>
    public const int Limit = 1_500_000;

    /// <summary>HTML up to this length is kept where there is no picture, in characters.</summary>
    private const int SmallHtml = 20_000;

    private static readonly string[] Kept =
        ["text/plain", "text/markdown", "text/latex", "image/png", "image/jpeg", "application/json", MimeType.KeyFigure,
            MimeType.Data];

    /// <summary>Saves the chapter and returns a line that says so.</summary>
    /// <exception cref="CourseException">A figure cannot be drawn, or the notebook gets too large; nothing is written
    /// then.</exception>
    public async Task<string> SaveAsync(ChapterRun run, string profile, CancellationToken cancel)
    {
        var notebook = Notebook.Parse(run.Executed!.ToString());
        var bundles = notebook.Cells.Where(c => c.IsCode).SelectMany(c => c.Outputs).Select(o => o?["data"])
            .OfType<JsonObject>().ToList();
        await PaintAsync(bundles, cancel);
        foreach (var data in bundles)
            foreach (var type in data.Select(form => form.Key).Where(type => !IsKept(data, type)).ToList())
                data.Remove(type);
        SourceHash.Write(notebook, profile, run.Facts.Data);
        var size = Encoding.UTF8.GetByteCount(notebook.ToString());
        if (size > Limit)
            throw new CourseException($"{run.Chapter.Name} was not saved: with its outputs it "
                + $"has {size / 1e6:0.00} MB, and {Limit / 1e6:0.0} MB is the limit. Show fewer or smaller pictures.");
        notebook.Save(run.Chapter.Path);
        return $"Saved {run.Chapter.Path} ({size / 1000} kB, profile {profile})";
    }

    private async Task PaintAsync(List<JsonObject> bundles, CancellationToken cancel)
    {
        var figures = bundles.Where(data => data.ContainsKey(MimeType.Plotly)).ToList();
        var images =
            await painter.PaintAsync([.. figures.Select(data => MimeBundle.Json(data[MimeType.Plotly]!))], cancel);
        foreach (var (data, image) in figures.Zip(images))
            data["image/png"] = image;
    }

    // A sound has no other form than its player, which is as long as the sound.
    private static bool IsKept(JsonObject data, string type) => Kept.Contains(type)
        || type == "text/html" && !data.ContainsKey("image/png") && MimeBundle.Text(data[type]) is var html
        && (html.Length <= SmallHtml || html.Contains("<audio "));
}
