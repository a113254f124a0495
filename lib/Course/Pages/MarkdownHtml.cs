using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Course.Pages;

/// <summary>A heading of a page, for its table of contents.</summary>
internal sealed record Heading(int Level, string Id, string Html);

/// <summary>
/// Markdown as HTML. Mathematics comes through untouched, as <c>\(…\)</c> and <c>\[…\]</c> in elements of the class
/// <c>math</c>, which the page's script hands to KaTeX.
/// </summary>
internal sealed partial class MarkdownHtml(PageLinks links)
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseMathematics().UseEmphasisExtras().UseTaskLists()
        .UseFootnotes().Build();

    private readonly HashSet<string> ids = [];

    /// <summary>The headings rendered so far.</summary>
    public List<Heading> Headings { get; } = [];

    /// <summary>
    /// Renders a cell's text; <paramref name="attachment"/> gives the data URI of an image attached to the cell, by its
    /// address.
    /// </summary>
    public string Render(string markdown, Func<string, string?>? attachment = null)
    {
        var document = Markdown.Parse(DisplayOnItsOwnLines(markdown), Pipeline);
        foreach (var link in document.Descendants<LinkInline>())
        {
            (link.Url, var isImage) = links.Resolve(link.Url ?? "", link.IsImage, attachment);
            link.IsImage = isImage;
        }
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            var id = UniqueId(Slug(PlainText(heading.Inline)));
            heading.GetAttributes().Id = id;
            Headings.Add(new Heading(heading.Level, id, Html(heading.Inline!)));
        }
        return Html(document);
    }

    private static string Html(MarkdownObject part)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlMathInlineRenderer>(new InlineMath());
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlMathBlockRenderer>(new DisplayMath());
        renderer.ObjectRenderers.ReplaceOrAdd<CodeBlockRenderer>(new ColouredCode());
        if (part is ContainerInline inline)
            renderer.WriteChildren(inline);
        else
            renderer.Render(part);
        return writer.ToString().TrimEnd();
    }

    /// <summary>
    /// Notebooks may open a display on the line of its first formula; Markdown would take the next lines for lists and
    /// headings. Written with the dollars on lines of their own it is a block for Markdig.
    /// </summary>
    private static string DisplayOnItsOwnLines(string markdown) =>
        FenceOrDisplay().Replace(markdown.ReplaceLineEndings("\n"),
        m => m.Groups["tex"].Success
            ? $"{m.Groups["indent"]}$$\n{m.Groups["indent"]}{m.Groups["tex"].Value.Trim()}\n{m.Groups["indent"]}$$"
            : m.Value);

    private string UniqueId(string slug)
    {
        var id = slug;
        for (var i = 1; !ids.Add(id); i++)
            id = $"{slug}-{i}";
        return id;
    }

    /// <summary>
    /// A heading's id as GitHub and VS Code make it: lower case, blanks to hyphens, punctuation left out.
    /// </summary>
    private static string Slug(string text) =>
        string.Concat(text.ToLowerInvariant().Select(c => c == ' ' ? '-' : c)
            .Where(c => char.IsLetterOrDigit(c) || c is '-' or '_'));

    private static string PlainText(ContainerInline? inline) => string.Concat(inline?.Descendants().Select(i => i switch
    {
        LiteralInline text => text.Content.ToString(),
        CodeInline code => code.Content,
        MathInline math => math.Content.ToString(),
        _ => "",
    }) ?? []);

    [GeneratedRegex(
        @"^[ \t]*(?<fence>```+|~~~+)[^\n]*\n[\s\S]*?(?:^[ \t]*\k<fence>|\z)|"
        + @"^(?<indent>[ \t]*)\$\$[ \t]*(?<tex>\S(?:(?!\$\$|\n[ \t]*\n)[\s\S])*)\$\$[ \t]*$",
        RegexOptions.Multiline)]
    private static partial Regex FenceOrDisplay();

    /// <summary>C# in a fence looks as it does in a code cell.</summary>
    private sealed class ColouredCode : CodeBlockRenderer
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock block)
        {
            if (block is FencedCodeBlock { Info: "csharp" or "cs" or "c#" or "C#" })
                renderer.EnsureLine().Write("<pre class=\"source\"><code>")
                    .Write(CSharpHtml.Highlight(block.Lines.ToString())).WriteLine("</code></pre>");
            else
                base.Write(renderer, block);
        }
    }

    private sealed class InlineMath : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline math)
        {
            var display = math.DelimiterCount == 2;
            renderer.Write(display ? "<span class=\"math display\">\\[" : "<span class=\"math\">\\(");
            renderer.WriteEscape(math.Content);
            renderer.Write(display ? "\\]</span>" : "\\)</span>");
        }
    }

    private sealed class DisplayMath : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock math)
        {
            renderer.EnsureLine();
            renderer.Write("<div class=\"math display\">\\[");
            renderer.WriteLeafRawLines(math, writeEndOfLines: true, escape: true);
            renderer.WriteLine("\\]</div>");
        }
    }
}
