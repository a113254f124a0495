using NotebookKernel.Session;

namespace NotebookKernel.Tests.Session;

[Trait("Speed", "slow")]
public sealed class LanguageTests : IDisposable
{
    private readonly Harness cells = new();

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("var a = Enumerable.Range(1, 4).Sum();\na", "10")]
    [InlineData("await Task.FromResult(\"text\")", "text")]
    [InlineData("unsafe { int x = 7; int* p = &x; *p = 8; Console.Write(\"\"); }\n2.5", "2.5")]
    [InlineData("if (true) return 5;\nreturn 6;", "5")]
    [InlineData("new List<int> { 1, 2, 3 }", "[ 1, 2, 3 ]")]
    [InlineData("(string)null", "null")]
    public async Task The_last_expression_is_the_result(string cell, string expected) =>
    Assert.Equal(expected, await cells.Value(cell));

    [Theory]
    [InlineData("var a = 1;")]
    [InlineData("1.ToString();")]
    [InlineData("Console.Write(\"\")")]
    [InlineData("await Task.Delay(1)")]
    [InlineData("// nothing")]
    [InlineData("")]
    [InlineData("using System.IO;")]
    public async Task A_cell_that_ends_in_no_value_has_no_result(string cell) =>
    Assert.Null((await cells.Run(cell)).Data);

    [Fact]
    public async Task Cells_see_what_earlier_ones_declared_and_a_redeclaration_shadows() =>
        Assert.Equal("two 5", await cells.Value(
            "int x = 1; int Twice(int v) => 2 * v; class Box { public int V; }",
            "string x = \"two\";",
            "x + \" \" + (Twice(2) + new Box { V = 1 }.V)"));

    [Fact]
    public async Task Using_directives_stay_in_force() =>
        Assert.Equal("a.txt", await cells.Value("using System.IO;", "Path.GetFileName(\"/b/a.txt\")"));

    [Fact]
    public async Task What_a_failing_cell_declared_before_it_failed_survives()
    {
        await cells.Run("var kept = 3; throw new Exception();");
        Assert.Equal("3", await cells.Value("kept"));
    }

    [Fact]
    public async Task A_cell_that_does_not_compile_leaves_the_session_as_it_was()
    {
        Assert.Equal(CellStatus.Error, (await cells.Run("var x = nothing;")).Result.Status);
        Assert.Equal("1", await cells.Value("var x = 1; x"));
    }

    [Fact]
    public async Task Code_after_an_await_comes_back_to_the_cells_thread() =>
        Assert.Equal("True", await cells.Value(
            "[ThreadStatic] static int mine;\nmine = 7;",
            "await Task.Delay(5);\nvar after = mine;",
            "after == 7 && mine == 7"));

    [Fact]
    public async Task A_cell_may_block_on_asynchronous_code() =>
        Assert.Equal("9",
            await cells.Value("async Task<int> Later() { await Task.Delay(5); await Task.Yield(); return 9; "
                + "}\nLater().Result"));

    [Fact]
    public async Task Load_compiles_a_file_into_the_cell()
    {
        cells.Write("helper.csx", "int FromFile() => 12;");
        Assert.Equal("12", await cells.Value("#load \"helper.csx\"\nFromFile()"));
    }

    [Fact]
    public async Task Names_that_notebooks_for_the_archived_kernel_import_are_there() =>
        Assert.Equal("ok", await cells.Value("""
            using Microsoft.DotNet.Interactive;
            using Microsoft.DotNet.Interactive.Formatting;
            using static Microsoft.DotNet.Interactive.Formatting.Formatter;
            Formatter.Register<Uri>(u => $"<a>{u}</a>", "text/html");
            Formatter.SetPreferredMimeTypesFor(typeof(Uri), "text/html");
            DisplayedValue shown = Kernel.display(new Uri("http://localhost/"));
            shown.Update("new");
            var token = KernelInvocationContext.Current.CancellationToken;
            "ok"
            """));

    public void Dispose() => cells.Dispose();
}
