using NotebookKernel.Notebooks;

namespace NotebookKernel.Tests.Notebooks;

public sealed class NotebookTests
{
    [Fact]
    public void Halves_of_characters_survive_the_file()
    {
        var json = NotebookKernel.Notebooks.Notebook.Create()
            .With(NotebookKernel.Notebooks.NotebookCell.Code("a\ud83db \ud83d\ude00 \\ud83d")).ToString();
        Assert.Contains(@"a\ud83db", json);
        Assert.Equal("a\ud83db \ud83d\ude00 \\ud83d", NotebookKernel.Notebooks.Notebook.Parse(json).Cells[0].Source);
    }

    private const string Old = """
        {
         "cells": [
          {"cell_type": "code", "execution_count": null, "metadata": {"custom": {"kept": [1, 2.50]}}, "outputs": [], "source": "a\nb"},
          {"cell_type": "markdown", "metadata": {}, "source": ["# T\n", "text"], "attachments": {"x.png": {}}}
         ],
         "metadata": {"unknown": "kept", "kernelspec": {"name": ".net-csharp", "language": "C#", "display_name": ".NET (C#)"}},
         "nbformat": 4, "nbformat_minor": 2, "extension": true
        }
        """;

    [Fact]
    public void An_older_notebook_gets_valid_ids_and_keeps_what_is_unknown()
    {
        var notebook = Notebook.Parse(Notebook.Parse(Old).ToString());
        Assert.Equal(5, (int)notebook.Json["nbformat_minor"]!);
        Assert.All(notebook.Cells, cell => Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", cell.Id));
        Assert.Equal(2, notebook.Cells.Select(c => c.Id).Distinct().Count());
        Assert.Equal("[1,2.50]", notebook.Cells[0].Metadata["custom"]!["kept"]!.ToJsonString());
        Assert.True((bool)notebook.Json["extension"]!);
        Assert.Equal("a\nb", notebook.Cells[0].Source);
        Assert.Equal("# T\ntext", notebook.Cells[1].Source);
    }

    [Fact]
    public void A_notebook_is_written_with_one_space_and_a_final_newline()
    {
        var text = Notebook.Create().With(NotebookCell.Code("x < \"é\"\ny")).ToString();
        Assert.StartsWith("{\n \"cells\": [\n  {\n   \"cell_type\": \"code\"", text);
        Assert.EndsWith("}\n", text);
        Assert.Contains("\"x < \\\"é\\\"\\n\"", text);
    }

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("[]", "no JSON object")]
    [InlineData("{\"cells\": []}", "no nbformat number")]
    [InlineData("{\"nbformat\": 3, \"worksheets\": []}", "nbformat 3")]
    [InlineData("{\"nbformat\": 4}", "no list of cells")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{}]}", "cell 1 has no cell_type")]
    [InlineData("{\"nbformat\": 4, \"nbformat\": 4, \"cells\": []}", "not valid JSON")]
    public void What_is_no_notebook_is_refused_with_the_reason(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<NotebookException>(() => Notebook.Parse(text)).Message);

    [Fact]
    public void Duplicate_and_invalid_ids_are_replaced()
    {
        var notebook =
            Notebook.Parse(
                """{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type":"code","id":"a"},{"cell_type":"code","id":"a"},{"cell_type":"code","id":"no spaces"}]}""");
        Assert.Equal("a", notebook.Cells[0].Id);
        Assert.Equal(3, notebook.Cells.Select(c => c.Id).Distinct().Count());
        Assert.DoesNotContain(' ', notebook.Cells[2].Id);
    }

    [Theory]
    [InlineData("""{"polyglot_notebook": {"kernelName": "html"}, "dotnet_interactive": {"language": "csharp"}}""",
        "html")]
    [InlineData("""{"dotnet_interactive": {"language": "markdown"}}""", "markdown")]
    [InlineData("{}", null)]
    public void A_cells_language_is_read_from_the_archived_tools_metadata(string metadata, string? expected) =>
        Assert.Equal(expected,
            Notebook.Parse(
                $$"""{"nbformat": 4, "cells": [{"cell_type": "code", "metadata": {{metadata}}, "source": ""}]}""").Cells[0].KernelName);
}
