using System.Diagnostics;
using NotebookKernel.Exporting;
using NotebookKernel.Notebooks;

namespace NotebookKernel.Tests.Exporting;

[Trait("Speed", "slow")]
public sealed class ExportTests : IDisposable
{
    private readonly Harness cells = new();

    [UnixFact("a cell calls libc")]
    public async Task An_app_prints_what_the_notebook_shows()
    {
        var app = await Export(
            "using System.IO;\nusing static System.Math;\nvar x = 20; // a number\nint Twice(int v) => 2 * "
                + "v;\nAbs(-Twice(x)) + 2",
            "var x = \"again\"; // a text now\nforeach (var item in new[] { 1, 2 })\n    "
                + "Console.Write(item);\nnew { x }",
            "record Point(int X, int Y);\nint total;\ntotal += Twice(3);\nnew Point(1, total)",
            "var (item, Abs) = (1.5, 2);\n(x, item, Abs)",
            "(x, item) = (x + \"!\", item + 1);\n(x, item)",
            "#!markdown\nText\n#!csharp\nstatic int Size(this string s) => s.Length;\nawait Task.Delay(1);\nvar shown "
                + "= \"abc\".Display();\nshown.Update(\"abc\".Size());",
            "class Point { public override string ToString() => $\"a {Path.GetFileName(\"/new/point\")}\"; }\nvar some "
                + "= new List<Point> { new() };\nsome",
            "[System.Runtime.InteropServices.DllImport(\"libc\")] static extern int abs(int number);\n(abs(-3), "
                + "Enumerable.Range(0, 3).Select(x => x + 1).Sum())",
            "if (int.TryParse(\"7\", out var number))\n    HTML($\"<b>{number}</b>\").Display();\nnumber",
            "foreach (var (one, two) in new[] { (1, 2) }) Console.Write(one + two);\n"
                + "int Last(int[] of) { var last = 0; foreach (var two in of) last = two; return last; }\n"
                + "{ var three = 3; Console.Write(three); }\nvar three = Last([4, 5]);\nthree",
            "const int Sides = 6; // of a die\nclass Die { public int[] Faces = new int[Sides]; }\n"
                + "new Die().Faces.Length + Sides");
        Assert.Equal("42\n12{ x = again }\nPoint { X = 1, Y = 6 }\n(again, 1.5, 2)\n(again!, 2.5)\nabc\n3\n[ a point "
            + "]\n(3, 6)\n<b>7</b>\n7\n335\n12\n", await Run(app));
        Assert.Contains("\n// # A title\n", app);
        Assert.Contains("\n// Text\n", app);
    }

    [Theory]
    [InlineData("var a = 1;\nreturn a;", "code cell 2", "return a;")]
    [InlineData("int Property => 3;", "code cell 2", "int Property => 3;")]
    [InlineData("CSS(\"b { }\");", "code cell 2", "Kernel.CSS")]
    [InlineData("#!import other.ipynb", "code cell 2", "#!import")]
    [InlineData("var b = missing;", "code cell 2 does not compile", "missing")]
    [InlineData("#r \"Nowhere.dll\"", "code cell 2", "Nowhere.dll")]
    [InlineData("int Even(int n) => n == 0 ? 1 : Even(n - 1);\nstring Even(string s) => s;\nspan.Length;\nSpan<int> "
        + "span;", "code cell 2", "")]
    public async Task What_an_app_cannot_have_is_refused_with_its_cell(string cell, string where, string what)
    {
        var message = (await Assert.ThrowsAsync<NotebookException>(() => Export("var a = 0;", cell))).Message;
        Assert.Contains(where, message);
        Assert.Contains(what, message);
    }

    [Fact]
    public async Task References_become_directives()
    {
        FixtureLibrary.Compile(cells.Folder, "Geometry", "namespace Geometry; public static class Circle { public "
            + "static double Area(double radius) => 3 * radius; }");
        var app = await Export("#r \"Geometry.dll\"\nGeometry.Circle.Area(1)");
        Assert.Contains("\n#:include Geometry.dll\n", app);
        Assert.DoesNotContain("#r", app);
    }

    [Fact]
    public async Task A_dib_imports_as_the_notebook_that_it_was()
    {
        var html = NotebookCell.Code("<b>x</b>");
        html.Metadata["polyglot_notebook"] = new System.Text.Json.Nodes.JsonObject { ["kernelName"] = "html" };
        var notebook = Notebook.Create()
            .With(NotebookCell.Markdown("# Title"), NotebookCell.Code("var a = 20;"), html,
                NotebookCell.Code("var b = a + 1;"));
        cells.Write("book.dib", Dib.Write(notebook));
        var outcome = await cells.Run("#!import book.dib");
        Assert.Equal(["text/markdown: # Title", "text/html: <b>x</b>"],
            outcome.Displays.SelectMany(d => d.Data).Select(form => $"{form.Key}: {form.Value}"));
        Assert.Equal("21", await cells.Value("b"));
    }

    [Fact]
    public void A_notebook_written_as_a_dib_is_read_as_it_was()
    {
        var text = NotebookCell.Markdown("Before\n```\n#!csharp\nvar x = 1;\n```\n\n#!markdown\n");
        text.Json["attachments"] = new System.Text.Json.Nodes.JsonObject
        { ["a b.png"] = new System.Text.Json.Nodes.JsonObject { ["image/png"] = "iVBORw0KGgo=" } };
        var raw = NotebookCell.Markdown("raw\n\n");
        raw.Json["cell_type"] = "raw";
        var tagged = NotebookCell.Code("\n\nvar a = 1;\n#!markdown\n# In the same cell\n\n");
        tagged.Metadata["tags"] = new System.Text.Json.Nodes.JsonArray("raises-exception");
        var odd = NotebookCell.Code("var half = \"\ud83d\";\r\nvar meta = \"\"\"\n#!meta\n\n{}\n\"\"\";");
        var notebook = Notebook.Create()
            .With(text, raw, tagged, odd, NotebookCell.Code(""), NotebookCell.Markdown(" "));
        notebook.Metadata["title"] = "#!csharp";
        // By way of a file, whose bytes are all that is left.
        var path = cells.Write("book.dib", Dib.Write(notebook));
        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(notebook.Json, Dib.Read(File.ReadAllText(path)).Json));
        // Changed by hand, it is read by its marks.
        var changed = Dib.Read(File.ReadAllText(path).Replace("\n```\n", "\n", StringComparison.Ordinal)
            .Replace("Before", "After\n\nmore", StringComparison.Ordinal));
        Assert.StartsWith("After\n\nmore", changed.Cells[0].Source);
    }

    public void Dispose() => cells.Dispose();

    private Task<string> Export(params string[] code) => AppExport.WriteAsync(
        Notebook.Create().With([NotebookCell.Markdown("# A title\n"), .. code.Select(NotebookCell.Code)]),
        cells.Folder,
        assembly => $"#:include {Path.GetFileName(assembly)}");

    private async Task<string> Run(string app)
    {
        var start = new ProcessStartInfo("dotnet", ["run", cells.Write("app.cs", app)])
        { WorkingDirectory = cells.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output + await errors);
        return output;
    }
}
