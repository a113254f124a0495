using Course.Commands;
using NotebookKernel.Notebooks;

namespace Course.Tests;

[Trait("Speed", "slow")]
public sealed class ExportTests : IDisposable
{
    private const string Dot =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private readonly TemporaryCourse course = new();

    [Fact]
    public async Task Markdown_has_the_text_the_code_and_the_outputs_with_pictures_as_files()
    {
        var output = await ExportAsync("md");
        var text = File.ReadAllText(output);
        Assert.StartsWith("# Title\n\nSee [the next](../notebooks/02-next.ipynb#part), ![a "
            + "picture](01-book_files/1.png) and [a site](https://example.org/).\n", text);
        Assert.Contains("```csharp\nvar fence = \"a\";\n```\n\n```\nprinted\n```\n\n![a [dot\\]](01-book_files/2.png)",
            text.Replace("a \\[dot", "a [dot"));
        Assert.Contains("\n| a | b |\n", text);
        Assert.Contains("```\nFormatException: no\n```", text);
        Assert.DoesNotContain("<b>", text);
        Assert.Equal(Convert.FromBase64String(Dot),
            File.ReadAllBytes(Path.Combine(course.Folder.Output, "01-book_files", "2.png")));
    }

    [Fact]
    public async Task A_page_has_the_saved_outputs_and_asks_no_server()
    {
        var page = File.ReadAllText(await ExportAsync("html"));
        Assert.Contains("<h1 id=\"title\">Title</h1>", page);
        Assert.Contains($"src=\"data:image/png;base64,{Dot}\"", page);
        Assert.Contains("href=\"../notebooks/02-next.ipynb#part\"", page);
        Assert.True(File.Exists(Path.Combine(course.Folder.Output, "assets", "course.css")));
    }

    [Theory]
    [InlineData("a b.png", "attachment:a b.png")]
    [InlineData("a b.png", "attachment:a%20b.png")]
    [InlineData("a b.png", "<attachment:a b.png>")]
    [InlineData("a b.png", "attachment:a b.png \"with a title\"")]
    [InlineData("a%20b.png", "attachment:a%20b.png")]
    [InlineData("photo (1).png", "attachment:photo (1).png")]
    public async Task A_picture_is_shown_whatever_its_name(string name, string address)
    {
        var cell = NotebookCell.Markdown($"# Title\n\n![a picture]({address}) and text");
        cell.Json["attachments"] = new System.Text.Json.Nodes.JsonObject
        { [name] = new System.Text.Json.Nodes.JsonObject { ["image/png"] = Dot } };
        var notebook = Write("01-book", cell);
        Assert.Equal(ExitCode.Ok, (await InvokeAsync("export", notebook, "--to", "html")).Code);
        Assert.Contains($"src=\"data:image/png;base64,{Dot}\" alt=\"a picture\"",
            File.ReadAllText(Path.Combine(course.Folder.Output, "01-book.html")));
        Assert.Equal(ExitCode.Ok, (await InvokeAsync("export", notebook, "--to", "md")).Code);
        Assert.Matches(@"!\[a picture\]\(<?01-book_files/1\.png>?",
            File.ReadAllText(Path.Combine(course.Folder.Output, "01-book.md")));
    }

    [Fact]
    public async Task An_app_is_written_beside_or_where_it_is_asked_for_and_a_cell_that_cannot_be_one_is_named()
    {
        var path = Path.Combine(course.Folder.Root, "elsewhere", "app.cs");
        var (code, output, _) =
            await InvokeAsync("export", Write("01-app", NotebookCell.Code("1 + 1")), "--to", "cs", "--out", path);
        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("dotnet run", output);
        Assert.Contains("display(1 + 1);", File.ReadAllText(path));
        var (failed, _, error) = await InvokeAsync("export",
            Write("02-bad", NotebookCell.Code("var x = 1;"), NotebookCell.Code("return x;")), "--to", "cs");
        Assert.Equal(ExitCode.Failed, failed);
        Assert.Contains("02-bad.ipynb: code cell 2", error);
        Assert.False(File.Exists(Path.Combine(course.Folder.Output, "02-bad.cs")));
    }

    [Fact]
    public async Task The_kernel_is_registered_listed_and_removed_where_it_is_asked_for()
    {
        var prefix = Path.Combine(course.Folder.Root, "prefix");
        Assert.Equal(0, (await InvokeAsync("kernel", "install", "--prefix", prefix)).Code);
        var (_, listed, _) = await InvokeAsync("kernel", "list", "--prefix", prefix);
        Assert.StartsWith("* .net-csharp", listed);
        Assert.Equal(0, (await InvokeAsync("kernel", "uninstall", "--prefix", prefix)).Code);
        Assert.Equal("", (await InvokeAsync("kernel", "list", "--prefix", prefix)).Output);
    }

    public void Dispose() => course.Dispose();

    private async Task<string> ExportAsync(string format)
    {
        var title = NotebookCell.Markdown("# Title\n\nSee [the next](02-next.ipynb#part), ![a "
            + "picture](attachment:dot.png) and [a site](https://example.org/).");
        title.Json["attachments"] = new System.Text.Json.Nodes.JsonObject
        { ["dot.png"] = new System.Text.Json.Nodes.JsonObject { ["image/png"] = Dot } };
        var code = NotebookCell.Code("var fence = \"a\";");
        foreach (var output in new[]
        {
            """{"output_type":"stream","name":"stdout","text":["printed\n"]}""",
            $$"""{"output_type":"display_data","metadata":{},"data":{"image/png":"{{Dot}}","text/plain":["a [dot]"]} }""",
            """{"output_type":"execute_result","metadata":{},"execution_count":1,"data":{"text/html":["<b>"],"text/markdown":["| a | b |\n","|---|---|"],"text/plain":["a b"]}}""",
            """{"output_type":"error","ename":"FormatException","evalue":"no","traceback":[]}""",
        })
            code.Outputs.Add(System.Text.Json.Nodes.JsonNode.Parse(output));
        var (exit, _, error) = await InvokeAsync("export", Write("01-book", title, code), "--to", format);
        Assert.True(exit == ExitCode.Ok, error);
        return Path.Combine(course.Folder.Output, $"01-book.{format}");
    }

    private string Write(string name, params NotebookCell[] cells)
    {
        var path = Path.Combine(course.Folder.Notebooks, $"{name}.ipynb");
        Notebook.Create().With(cells).Save(path);
        return path;
    }

    private async Task<(int Code, string Output, string Error)> InvokeAsync(params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        return (await new CommandLine(course.Folder, output, error).InvokeAsync(words), output.ToString(),
            error.ToString());
    }
}
