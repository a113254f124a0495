using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Autoencoders.Tests.Display;

public sealed class PlotlyPageTests : IDisposable
{
    private const string Library = "/* plotly.js */ window.Plotly = 'a </script> b <!-- c';";
    private readonly string path = Path.GetTempFileName();

    public PlotlyPageTests() => File.WriteAllText(path, Library);

    public void Dispose() => File.Delete(path);

    [Fact]
    public void Only_the_first_figure_carries_the_library()
    {
        var page = new PlotlyPage(null, path);
        Assert.Contains("/* plotly.js */", page.Html("first", Figure(), ""));
        Assert.DoesNotContain("/* plotly.js */", page.Html("second", Figure(), ""));
    }

    [Fact]
    public void Running_the_first_figures_cell_again_brings_the_library_back_and_later_figures_say_so()
    {
        var page = new PlotlyPage("inline", path);
        page.Html("first", Figure(), "");
        Assert.Contains("run the cell of the figure \\u201Cfirst\\u201D again", page.Html("second", Figure(), ""));
        Assert.Contains("/* plotly.js */", page.Html("first", Figure(), ""));
    }

    [Fact]
    public void A_page_that_has_the_library_gets_none()
    {
        var page = new PlotlyPage("omit", path);
        Assert.DoesNotContain("/* plotly.js */", page.Html("first", Figure(), ""));
    }

    [Fact]
    public void Without_the_library_the_figure_says_what_to_run()
    {
        var page = new PlotlyPage(null, path + ".missing");
        Assert.Contains("run ./course setup", page.Html("first", Figure(), "what it shows"));
    }

    [Fact]
    public void An_unknown_mode_is_named() =>
        Assert.Contains("\"cdn\"",
            Assert.Throws<InvalidOperationException>(() => new PlotlyPage("cdn", path)
                .Html("first", Figure(), "")).Message);

    [Fact]
    public void No_text_in_a_figure_or_in_the_library_ends_a_script_or_opens_a_tag()
    {
        const string Evil = "</script><img src=x onerror=alert(1)>\"'&";
        var figure = Figure();
        figure["layout"] = new JsonObject { ["title"] = Evil };
        var html = new PlotlyPage(null, path).Html(Evil, figure, Evil);
        Assert.Equal(2, Regex.Count(html, "<script>"));
        Assert.Equal(2, Regex.Count(html, "</script>"));
        Assert.DoesNotContain("<img", html);
        Assert.DoesNotContain("<!--", html);
    }

    [Fact]
    public void Nothing_is_asked_of_the_network()
    {
        var html = new PlotlyPage(null, path).Html("first", Figure(), "");
        Assert.DoesNotContain("http", html);
        Assert.DoesNotContain("src=", html);
    }

    [Fact]
    public void The_library_sees_no_module_loader()
    {
        var html = new PlotlyPage(null, path).Html("first", Figure(), "");
        Assert.Matches(@"\(function \(define, module, exports\) \{\s*/\* plotly\.js \*/", html);
    }

    [Fact]
    public void Where_scripts_do_not_run_the_summary_stands_in_for_the_figure()
    {
        var html = new PlotlyPage("omit", path).Html("t", Figure(), "train 0.2 → 0.1");
        Assert.Matches("<div [^>]*>train 0.2 → 0.1</div>", html);
    }

    [Fact]
    public void Every_figure_has_a_place_of_its_own()
    {
        var page = new PlotlyPage("omit", path);
        string Id() => Regex.Match(page.Html("t", Figure(), ""), "id=\"([^\"]+)\"").Groups[1].Value;
        Assert.NotEqual(Id(), Id());
    }

    private static JsonObject Figure() => new() { ["data"] = new JsonArray() };
}
