using CSharpKernel.Notebooks;
using CSharpKernel.Session;

namespace CSharpKernel.Tests.Session;

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
        Assert.Contains("#!time", error.Value);
    }

    [Fact]
    public async Task A_magic_of_another_language_is_reported_as_unsupported() =>
        Assert.Contains("#!share is not supported", (await cells.Run("#!share --from fsharp x")).Result.Error!.Value);

    [Fact]
    public async Task A_line_in_a_string_is_no_magic() =>
        Assert.Equal("10", await cells.Value("var script = \"\"\"\n#!/bin/sh\n\n\"\"\";\nscript.Length"));

    [Fact]
    public async Task Time_tells_how_long_the_cell_took() =>
        Assert.Matches(@"^Wall time: \d+\.\d\dms$", (await cells.Run("#!time\nvar a = 1;")).Displays[^1].Data["text/plain"]!.ToString());

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
        Notebook.Create().With(NotebookCell.Markdown("# From there"), NotebookCell.Code("var imported = 5;"), NotebookCell.Code("imported + 1")).Save(Path.Combine(cells.Folder, "other.ipynb"));
        var outcome = await cells.Run("#!import other.ipynb\nimported * 2");
        Assert.Equal("# From there", outcome.Displays[0].Data["text/markdown"]!.ToString());
        Assert.Equal("10", await cells.Value("imported * 2"));
    }

    [Fact]
    public async Task Import_runs_a_dib()
    {
        cells.Write("other.dib", "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\"}}\n\n#!csharp\n\nvar a = 1;\n\n#!markdown\n\nHello\n\n#!csharp\n\nvar b = a + 1;\n");
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
