namespace NotebookKernel.Tests.Display;

public sealed class PocketViewTests : IDisposable
{
    private const string Using = "using static Microsoft.DotNet.Interactive.Formatting.PocketViewTags;\n";
    private readonly Harness cells = new();

    [Theory]
    [InlineData("div(\"a < b\")", "<div>a &lt; b</div>")]
    [InlineData("p[@class: \"note\", data_kind: 3](b(\"bold\"), \" and \", i(\"italic\"))",
        "<p class=\"note\" data-kind=\"3\"><b>bold</b> and <i>italic</i></p>")]
    [InlineData("img[src: \"a\\\"b.png\"]", "<img src=\"a&quot;b.png\"></img>")]
    [InlineData("div[hidden: true, title: null]", "<div hidden=\"True\" title></div>")]
    [InlineData("div[\"x\"](\"text\")", "<div x>text</div>")]
    [InlineData("div(br, hr)", "<div><br /><hr></hr></div>")]
    [InlineData("ul(new[] { 1, 2 }.Select(n => li(n)))", "<ul><li>1</li><li>2</li></ul>")]
    [InlineData("ul(new[] { \"x\", \"y\" }.Select(n => (object)li[id: n](n)))",
        "<ul><li id=\"x\">x</li><li id=\"y\">y</li></ul>")]
    [InlineData("div(HTML(\"<hr>\"), 1.5, 'c')", "<div><hr>1.5c</div>")]
    [InlineData("div[new Dictionary<string, object> { [\"style\"] = \"color:red\" }](\"red\")",
        "<div style=\"color:red\">red</div>")]
    [InlineData("table(thead(tr(th(\"n\"))), tbody(tr(td(1))))",
        "<table><thead><tr><th>n</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>")]
    public async Task Elements_are_written_as_CSharp(string cell, string html) =>
        Assert.Equal(html, (await cells.Run(Using + cell)).Data!["text/html"]!.ToString());

    [Fact]
    public async Task Without_the_tags_a_view_makes_elements_by_name() =>
        Assert.Equal("<my-tag>x</my-tag>", (await cells.Run("""
            using Microsoft.DotNet.Interactive.Formatting;
            dynamic _ = new PocketView();
            display(_.div("shown"));
            new PocketView("my-tag") is var tag ? ((dynamic)tag)("x") : null
            """)).Data!["text/html"]!.ToString());

    [Fact]
    public async Task Values_within_are_shown_by_their_formatters() =>
        Assert.Equal("<div><i>http://localhost/</i></div>", (await cells.Run(Using + """
            Microsoft.DotNet.Interactive.Formatting.Formatter.Register<Uri>(u => $"<i>{u}</i>", "text/html");
            div(new Uri("http://localhost/"))
            """)).Data!["text/html"]!.ToString());

    public void Dispose() => cells.Dispose();
}
