using System.Text;
using System.Text.Json.Nodes;
using Autoencoders;
using Course.Running;

namespace Course.Pages;

/// <summary>
/// A chapter in the index: its last run, how it presents itself, and the bundle of the picture that stands for it (null
/// for none).
/// </summary>
internal sealed record IndexEntry(ChapterSummary Summary, ChapterText Text, JsonObject? Thumbnail);

/// <summary>
/// The list of the chapters that were run: what each is about, a picture of it, when and how it ran, what it measured.
/// </summary>
internal static class IndexPage
{
    public static string Html(IReadOnlyList<IndexEntry> chapters, PageLinks links, bool hasKatex)
    {
        var body = new StringBuilder($"<h1>{Escape.Html(Page.CourseTitle)}</h1>\n");
        foreach (var (summary, text, thumbnail) in chapters)
        {
            var markdown = new MarkdownHtml(links);
            var page = $"{Uri.EscapeDataString(summary.Name)}.html";
            var facts = summary.Data.Select(d => d.ToString())
                .Concat(summary.KeyFigures.Select(f => new KeyFigure(f.Key, f.Value.Value, f.Value.Unit).ToString()));
            body.Append($"""
                <article class="chapter {summary.Status}">
                <h2><a href="{page}">{Inline(markdown.Render(text.Title))}</a></h2>
                {(thumbnail is null ? "" : $"<a href=\"{page}\">{OutputHtml.Thumbnail(thumbnail)}</a>\n")}{markdown.Render(text.Introduction)}
                <p class="run"><span class="status">{summary.Status}</span> in {summary.Duration}, profile {summary.Profile}, {summary.Finished:yyyy-MM-dd HH:mm} UTC</p>
                <ul class="facts">{string.Concat(facts.Select(f => $"<li>{Escape.Html(f)}</li>"))}</ul>
                </article>

                """);
        }
        return Page.Html(Page.CourseTitle, "", body.ToString(),
            drawsFigures: chapters.Any(c => c.Thumbnail?.ContainsKey(MimeType.Plotly) == true), hasKatex);
    }

    private static string Inline(string paragraph) => paragraph.Replace("<p>", "").Replace("</p>", "");
}
