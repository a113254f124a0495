using System.Text.Json.Nodes;
using Autoencoders;
using Course.Chapters;
using Course.Pages;
using Course.Running;
using NotebookKernel.Notebooks;

namespace Course.Tests;

/// <summary>The page of the fixture notebook, which holds every kind of cell and output.</summary>
public class PageTests
{
    private static readonly string Html = ChapterPage.Html(
        Notebook.Read(TemporaryCourse.Fixture("pages.json")),
        new ChapterSummary(1, "01-pages", "ok", 61, "quick", [new DataUsed("MNIST", "a folder", 60000, 10000, true)],
            new Dictionary<string, Measured>(), null, new DateTime(2026, 1, 2, 3, 4, 5)),
        new PageLinks("/clone/notebooks", "/clone/out", new HashSet<string> { "01-pages", "02-second" }),
        "", hasKatex: true);

    [Theory]
    [InlineData(@"<span class=""math"">\(x_1\)</span> and <em>words</em>")]
    [InlineData(@"<span class=""math"">\(a_1 * b_2 * c_3\)</span>")]
    [InlineData(@"<td><span class=""math"">\(p(x|z)_1\)</span></td>")]
    [InlineData(@"<span class=""math"">\(\|x_i\|_2 &lt; 1\)</span>")]
    [InlineData(@"<span class=""math"">\(u_i * v_i\)</span>")]
    [InlineData("w_* = \\sum_i u_i v_i\n\\]</div>")]
    [InlineData("\\log p_\\theta(x)\n= a_1\n- b_2\n\\]</div>")]
    [InlineData(@"<span class=""math display"">\[x_*y_*\]</span>")]
    public void Mathematics_comes_through_untouched(string expected) => Assert.Contains(expected, Html);

    [Theory]
    [InlineData("cost $5 and $6")]
    [InlineData("<code>$not_math_$</code>")]
    [InlineData("$$not math$$")]
    public void What_is_no_mathematics_stays_text(string expected) => Assert.Contains(expected, Html);

    [Theory]
    [InlineData("<a href=\"02-second.html#a-table\">")]
    [InlineData("<a href=\"#a-table\">")]
    [InlineData("<a href=\"../data/README.md\">")]
    [InlineData("<h2 id=\"a-table\">")]
    [InlineData("<h2 id=\"a-table-1\">")]
    [InlineData("<img src=\"data:image/png;base64,")]
    public void Links_lead_to_pages_files_and_headings(string expected) => Assert.Contains(expected, Html);

    [Fact]
    public void A_solution_in_a_markdown_cell_is_coloured_like_the_code_cells() =>
        Assert.Contains("<details><summary>Solution</summary>\n<pre class=\"source\"><code><span "
        + "class=\"k\">int</span> <span class=\"f\">F</span>() =&gt; <span class=\"n\">1</span>;", Html);

    [Fact]
    public void The_page_asks_no_other_server_for_anything()
    {
        Assert.Contains("<a href=\"https://example.org/far.png\"", Html);
        Assert.DoesNotMatch("""(src|<link[^>]*href)="(https?:)?//""", Html);
    }

    [Theory]
    [InlineData("<span class=\"p\">#r &quot;../lib/bin/Autoencoders.dll&quot;</span>")]
    [InlineData("<span class=\"k\">using</span>")]
    [InlineData("<span class=\"c\">// a comment &lt;here&gt;</span>")]
    [InlineData("<span class=\"k\">var</span> text")]
    [InlineData("<span class=\"f\">Sum</span>()")]
    [InlineData("<span class=\"t\">Dictionary</span>&lt;<span class=\"k\">string</span>, <span "
        + "class=\"k\">int</span>&gt;")]
    [InlineData("<span class=\"k\">await</span>")]
    [InlineData("<span class=\"n\">1</span>")]
    public void Code_is_coloured(string expected) => Assert.Contains(expected, Html);

    [Theory]
    [InlineData("var x = 1 < 2; // &\n\"\"\"raw \"\"\"")]
    [InlineData("this is { not valid C# ((\n#!magic\n#if never\nhidden\n#endif\n/* open")]
    [InlineData("")]
    public void Colouring_loses_no_character_of_the_code(string code)
    {
        var text = System.Text.RegularExpressions.Regex.Replace(CSharpHtml.Highlight(code), "<[^>]*>", "");
        Assert.Equal(code, System.Net.WebUtility.HtmlDecode(text));
    }

    [Fact]
    public void A_plotly_figure_beats_html_and_cannot_break_out_of_its_script()
    {
        Assert.Contains("\"title\":{\"text\":\"Loss falls\"}", Html);
        Assert.Contains("a figure: loss falls", Html);
        Assert.Contains("assets/plotly.min.js", Html);
        Assert.DoesNotContain("html form", Html);
        Assert.DoesNotContain("</script><b>", Html);
    }

    [Theory]
    [InlineData("<img alt=\"a grey wedge\" src=\"data:image/png;base64,")]
    [InlineData("<table><tr><td>cell</td></tr></table>")]
    [InlineData("plain <span class=\"ansi-1\">red</span> &amp; &lt;tag&gt;")]
    [InlineData("<pre class=\"output stream stderr\">a warning</pre>")]
    [InlineData("<summary>100 lines: <code>line 0</code>")]
    [InlineData("<strong>System.Exception: no &lt;good&gt;</strong>")]
    [InlineData("<span class=\"ansi-1\">System.Exception</span>: no &lt;good&gt;\n   at cell 7")]
    [InlineData("<div class=\"output fact\">test loss: 0.1021 nats/pixel</div>")]
    public void Outputs_are_drawn(string expected) => Assert.Contains(expected, Html);

    [Fact]
    public void The_head_says_when_how_and_on_what()
    {
        Assert.Contains("2026-01-02 03:04 UTC, profile quick, data: MNIST, 1:01 min", Html);
        Assert.Contains("<title>Codes &amp; pages · Autoencoders in C#</title>", Html);
    }

    [Fact]
    public void The_index_shows_title_first_paragraph_and_figures()
    {
        var summary = new ChapterSummary(1, "01-pages", "failed", 5, "full", [],
            new Dictionary<string, Measured> { ["test loss"] = new(0.10214, "nats/pixel") }, null, default);
        var text = ChapterText.Read(Notebook.Read(TemporaryCourse.Fixture("pages.json")), "01-pages");
        var html = IndexPage.Html([new(summary, text, null)],
            new PageLinks("/n", "/o", new HashSet<string> { "01-pages" }), hasKatex: true);
        Assert.Contains("<a href=\"01-pages.html\">Codes &amp; pages</a>", html);
        Assert.Contains("What <span class=\"math\">\\(x_1\\)</span> and <em>words</em> look like,\non two "
            + "lines.", html);
        Assert.DoesNotContain("Second paragraph", html);
        Assert.Contains("<li>test loss: 0.1021 nats/pixel</li>", html);
        Assert.Contains("<span class=\"status\">failed</span>", html);
    }

    [Fact]
    public void The_index_shows_the_figure_of_the_marked_cell_or_else_the_first_one()
    {
        var notebook = Notebook.Read(TemporaryCourse.Fixture("pages.json"));
        var first = Thumbnail.Find(notebook)!;
        Assert.True(first.ContainsKey(MimeType.Plotly));
        Assert.Contains("<span class=\"thumbnail figure\"><script type=\"application/json\">{", Index(first));
        Assert.Contains("assets/plotly.min.js", Index(first));

        var picture = notebook.Cells.Last(cell => cell.IsCode
            && cell.Outputs.Any(output => output?["data"]?["image/png"] is not null));
        picture.Metadata["tags"] = new JsonArray(Thumbnail.Tag);
        var marked = Thumbnail.Find(notebook)!;
        Assert.NotSame(first, marked);
        Assert.Contains("<a href=\"01-pages.html\"><span class=\"thumbnail\"><img alt=", Index(marked));
        Assert.DoesNotContain("plotly", Index(marked));
        Assert.DoesNotContain("thumbnail", Index(null));

        string Index(JsonObject? thumbnail) => IndexPage.Html(
            [new(new ChapterSummary(1, "01-pages", "ok", 5, "quick", [], new Dictionary<string, Measured>(), null,
                default), new ChapterText("Title", "Text"), thumbnail)],
            new PageLinks("/n", "/o", new HashSet<string> { "01-pages" }), hasKatex: true);
    }
}
