using System.Text;
using Course.Chapters;
using Course.Running;
using NotebookKernel.Notebooks;

namespace Course.Pages;

/// <summary>The page of an executed notebook.</summary>
internal static class ChapterPage
{
    public static string Html(Notebook notebook, ChapterSummary summary, PageLinks links, string navigation,
        bool hasKatex) =>
        Html(notebook, summary.Name, Head(summary), links, navigation, hasKatex);

    /// <summary>The page of a notebook as it is; <paramref name="head"/> is HTML above it.</summary>
    public static string Html(Notebook notebook, string name, string head, PageLinks links,
        string navigation, bool hasKatex)
    {
        var markdown = new MarkdownHtml(links);
        var outputs = new OutputHtml(markdown);
        var cells = new StringBuilder();
        foreach (var cell in notebook.Cells)
            cells.Append(cell.Type switch
            {
                "markdown" =>
                    $"<section class=\"markdown\">\n{markdown.Render(Attachments.Text(cell),
                        url => Attachment(cell, url))}\n</section>\n",
                "code" => Code(cell, outputs),
                _ => "",
            });
        var title = ChapterText.Read(notebook, name).Title;
        return Page.Html($"{title} · {Page.CourseTitle}", navigation, head + Contents(markdown.Headings) + cells,
            drawsFigures: cells.ToString()
                .Contains("<div class=\"output figure\">", StringComparison.Ordinal), hasKatex);
    }

    /// <summary>When and how the chapter was run, and on what.</summary>
    private static string Head(ChapterSummary summary)
    {
        var data = summary.Data.Count == 0 ? "" : $", data: {string.Join(", ", summary.Data.Select(d => d.Name))}";
        var failure = summary.Failure is null ? ""
            : $"<div class=\"output error\"><strong>This run "
            + $"failed.</strong>\n<pre>{AnsiHtml.Convert(summary.Failure.Describe(summary.Name))}</pre></div>\n";
        return $"<p class=\"run\">Run on {summary.Finished:yyyy-MM-dd HH:mm} UTC, "
            + $"profile {summary.Profile}{Escape.Html(data)}, {summary.Duration}</p>\n{failure}";
    }

    private static string Contents(IEnumerable<Heading> headings)
    {
        var items = headings.Where(h => h.Level == 2)
            .Select(h => $"<li><a href=\"#{h.Id}\">{h.Html}</a></li>").ToList();
        return items.Count < 3 ? ""
            : $"<details class=\"contents\"><summary>Contents</summary><ol>\n{string.Join('\n',
                items)}\n</ol></details>\n";
    }

    private static string Code(NotebookCell cell, OutputHtml outputs)
    {
        var drawn = outputs.Render(cell.Outputs);
        var code = cell.Source.TrimEnd();
        return code.Length + drawn.Length == 0 ? ""
            : $"<section class=\"code\">\n<pre class=\"source\"><code>{CSharpHtml.Highlight(
                code)}</code></pre>\n{drawn}</section>\n";
    }

    private static string? Attachment(NotebookCell cell, string url) =>
        Attachments.Find(cell, url) is { } attached ? $"data:{attached.Type};base64,{attached.Base64}" : null;
}
