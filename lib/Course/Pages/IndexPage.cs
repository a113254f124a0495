using System.Text;
using Autoencoders.Display;
using Course.Running;

namespace Course.Pages;

/// <summary>The list of the chapters that were run: what each is about, when and how it ran, what it measured.</summary>
internal static class IndexPage
{
    public static string Html(IEnumerable<(ChapterSummary Summary, ChapterText Text)> chapters, PageLinks links)
    {
        var body = new StringBuilder($"<h1>{Escape.Html(Page.CourseTitle)}</h1>\n");
        foreach (var (summary, text) in chapters)
        {
            var markdown = new MarkdownHtml(links);
            var facts = summary.Data.Select(d => d.ToString())
                .Concat(summary.KeyFigures.Select(f => new KeyFigure(f.Key, f.Value.Value, f.Value.Unit).ToString()));
            body.Append($"""
                <article class="chapter {summary.Status}">
                <h2><a href="{Uri.EscapeDataString(summary.Name)}.html">{Inline(markdown.Render(text.Title))}</a></h2>
                {markdown.Render(text.Introduction)}
                <p class="run"><span class="status">{summary.Status}</span> in {summary.Duration}, profile {summary.Profile}, {summary.Finished:yyyy-MM-dd HH:mm} UTC</p>
                <ul class="facts">{string.Concat(facts.Select(f => $"<li>{Escape.Html(f)}</li>"))}</ul>
                </article>

                """);
        }
        return Page.Html(Page.CourseTitle, "", body.ToString(), drawsFigures: false);
    }

    private static string Inline(string paragraph) => paragraph.Replace("<p>", "").Replace("</p>", "");
}
