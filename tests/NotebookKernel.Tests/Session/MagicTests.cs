using NotebookKernel.Notebooks;
using NotebookKernel.Session;

namespace NotebookKernel.Tests.Session;

public sealed class MagicTests : IDisposable
{
    private readonly Harness cells = new();

    [Theory]
    [InlineData("#!markdown\n# Title", "text/markdown", "# Title")]
    [InlineData("#!html\n<b>x</b>", "text/html", "<b>x</b>")]
    public async Task Text_of_another_kind_is_shown(string cell, string mimeType, string expected) =>
        Assert.Equal(expected, (await cells.Run(cell)).Displays[0].Data[mimeType]!.ToString());

    [Fact]
    public async Task An_unknown_magic_fails_and_lists_the_known_ones()
    {
        var error = (await cells.Run("var a = 1;\n#!tme")).Result.Error!;
        Assert.Equal(2, error.Line);
        Assert.Contains("#!tme is no magic command", error.Value);
        Assert.All(Magics.Known.Keys, name => Assert.Contains("#!" + name, error.Value));
    }

    [Theory]
    [InlineData("#!share --from fsharp x", "#!share")]
    [InlineData("#!set --name x --value @fsharp:y", "#!set")]
    [InlineData("#!value --name x\n1", "#!value")]
    [InlineData("#!connect jupyter --kernel-name python", "#!connect")]
    [InlineData("#!fsharp\nlet x = 1", "#!fsharp")]
    [InlineData("#!pwsh\nls", "#!pwsh")]
    public async Task A_magic_for_other_languages_is_reported_as_unsupported_by_its_name(string cell, string name) =>
        Assert.Equal($"{name} is not supported: this kernel runs C# only.",
            (await cells.Run(cell)).Result.Error!.Value);

    [Fact]
    public async Task About_tells_the_kernel_its_version_the_runtime_and_the_compiler()
    {
        var shown = Assert.Single((await cells.Run("#!about")).Displays).Data["text/plain"]!.ToString();
        Assert.Matches(@"Kernel\s+\.NET \(C#\)", shown);
        Assert.Contains(System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription, shown);
        Assert.Matches(@"Version\s+\d+\.\d+\.\d+\b[\s\S]*Compiler\s+\d+\.\d+", shown);
    }

    [Fact]
    public async Task Lsmagic_lists_every_magic_with_what_it_does()
    {
        var lines = (await cells.Run("#!lsmagic")).Displays[0].Data["text/plain"]!.ToString().Split('\n');
        Assert.Equal(Magics.Known.Keys, lines.Select(line => line.Split(' ')[0][2..]));
        Assert.All(lines, line => Assert.True(line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length > 2, line));
    }

    [Theory]
    [InlineData("Javascript(\"f()\");", "<script type=\"text/javascript\">f()</script>")]
    [InlineData("#!javascript\nf()", "<script type=\"text/javascript\">f()</script>")]
    [InlineData("#!js\nf()", "<script type=\"text/javascript\">f()</script>")]
    public async Task Styles_and_scripts_reach_the_page(string cell, string html) =>
        Assert.Equal(html, Assert.Single((await cells.Run(cell)).Displays).Data["text/html"]!.ToString());

    [Fact]
    public async Task A_style_sheet_reaches_the_page_by_a_script() =>
        Assert.Contains("b { color: red }",
            Assert.Single((await cells.Run("CSS(\"b { color: red }\");")).Displays).Data["text/html"]!.ToString());

    [Fact]
    public async Task A_mermaid_diagram_is_text_until_the_page_draws_it() =>
        Assert.StartsWith("<pre class=\"mermaid\">graph LR\n  a --&gt; b</pre>",
            (await cells.Run("#!mermaid\ngraph LR\n  a --> b")).Displays[0].Data["text/html"]!.ToString());

    [Fact]
    public async Task A_line_in_a_string_is_no_magic() =>
        Assert.Equal("10", await cells.Value("var script = \"\"\"\n#!/bin/sh\n\n\"\"\";\nscript.Length"));

    [Fact]
    public async Task Time_tells_how_long_the_cell_took() =>
        Assert.Matches(@"^Wall time: \d+\.\d\dms$",
            (await cells.Run("#!time\nvar a = 1;")).Displays[^1].Data["text/plain"]!.ToString());

    [Fact]
    public async Task Who_lists_the_variables_and_whos_their_types_and_values()
    {
        await cells.Value("int count = 3; string name = \"n\";", "double count = 2.5;");
        Assert.Equal("count, name", (await cells.Run("#!who")).Displays[0].Data["text/plain"]!.ToString());
        var table = (await cells.Run("#!whos")).Displays[0].Data["text/plain"]!.ToString();
        Assert.Matches(@"count\s+double\s+2\.5", table);
        Assert.DoesNotContain("int", table);
    }

    [Fact]
    public async Task Import_runs_a_notebook_in_the_session()
    {
        Notebook.Create()
            .With(NotebookCell.Markdown("# From there"), NotebookCell.Code("var imported = 5;"),
                NotebookCell.Code("imported + 1")).Save(Path.Combine(cells.Folder, "other.ipynb"));
        var outcome = await cells.Run("#!import other.ipynb\nimported * 2");
        Assert.Equal("# From there", outcome.Displays[0].Data["text/markdown"]!.ToString());
        Assert.Equal("10", await cells.Value("imported * 2"));
    }

    [Fact]
    public async Task Import_runs_a_dib()
    {
        cells.Write("other.dib", "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\"}}\n\n#!csharp\n\nvar a = "
            + "1;\n\n#!markdown\n\nHello\n\n#!csharp\n\nvar b = a + 1;\n");
        Assert.Equal("Hello", (await cells.Run("#!import other.dib")).Displays[0].Data["text/markdown"]!.ToString());
        Assert.Equal("2", await cells.Value("b"));
    }

    [Fact]
    public async Task A_failing_imported_cell_fails_the_import_and_says_where()
    {
        cells.Write("bad.csx", "int a = 1;\nint b = missing;");
        var outcome = await cells.Run("#!import bad.csx");
        Assert.Equal(CellStatus.Error, outcome.Result.Status);
        Assert.Contains("bad.csx cell 1, line 2", outcome.Result.Error!.Value);
    }

    public void Dispose() => cells.Dispose();
}
