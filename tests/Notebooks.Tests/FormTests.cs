using Course.Chapters;
using Course.Running;
using Course.Saving;
using NotebookKernel.Notebooks;

namespace Notebooks.Tests;

/// <summary>What every committed notebook must be, whatever it teaches.</summary>
public class FormTests
{
    private const int ScreenOfCode = 30;

    public static TheoryData<string> Names => NotebookFiles.Names();

    [Theory]
    [MemberData(nameof(Names))]
    public void It_asks_for_the_kernel_that_both_providers_install(string name)
    {
        var notebook = NotebookFiles.Read(name);
        var kernel = notebook.Metadata["kernelspec"]!;
        Assert.Equal(KernelNames.Spec, (string?)kernel["name"]);
        Assert.Equal(KernelNames.Language, (string?)kernel["language"]);
        Assert.Equal(KernelNames.DisplayName, (string?)kernel["display_name"]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_references_the_library_and_nothing_else(string name)
    {
        var directives = Lines(name).Where(line => line.StartsWith("#r", StringComparison.Ordinal))
            .Select(line => line.Trim());
        // The chapter on other libraries' charts is the one that needs them.
        string[] packages = name == "17-charts"
            ? ["#r \"nuget: Plotly.NET.Interactive, 6.0.0\"", "#r \"nuget: Plotly.NET.CSharp, 0.14.0\"",
                "#r \"nuget: XPlot.Plotly, 4.1.0\""]
            : [];
        Assert.Equal(["#r \"../lib/bin/Autoencoders.dll\"", .. packages], directives);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_code_cells_fit_a_screen(string name)
    {
        var tooLong = NotebookFiles.Read(name).Cells.Where(c => c.IsCode)
            .Select((c, i) => (Number: i + 1, Lines: c.Source.TrimEnd().Split('\n').Length))
            .Where(c => c.Lines > ScreenOfCode).Select(c => $"code cell {c.Number} has {c.Lines} lines");
        Assert.Empty(tooLong);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_carries_outputs_without_errors(string name)
    {
        var outputs = NotebookFiles.Outputs(NotebookFiles.Read(name)).ToList();
        Assert.NotEmpty(outputs);
        Assert.DoesNotContain(outputs, o => (string?)o["output_type"] == "error");
        Assert.Contains(outputs, o => o["data"]?["image/png"] is not null);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_code_has_not_changed_since_its_outputs_were_saved(string name)
    {
        var notebook = NotebookFiles.Read(name);
        Assert.True(SourceHash.Saved(notebook) == SourceHash.Compute(notebook),
            $"{name}: the code cells are not those that made the outputs. Run: ./course run {name} --profile full "
                + "--data DIR --save");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_outputs_are_those_of_a_full_run(string name) =>
        Assert.Equal(RunOptions.Full, (string?)NotebookFiles.Read(name).Metadata[SourceHash.Metadata]?["profile"]);

    [Theory]
    [MemberData(nameof(Names))]
    public void One_of_its_cells_is_marked_to_show_the_figure_that_stands_for_it(string name)
    {
        var marked = Assert.Single(NotebookFiles.Read(name).Cells, cell => cell.HasTag(Thumbnail.Tag));
        Assert.Contains(marked.Outputs, output => output?["data"]?["image/png"] is not null);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_small(string name) =>
    Assert.InRange(new FileInfo(NotebookFiles.Chapter(name).Path).Length, 1, NotebookSaver.Limit);

    [Theory]
    [MemberData(nameof(Names))]
    public void It_loads_nothing_from_the_network(string name) =>
        Assert.DoesNotMatch("""src=\\?["']?(https?:)?//""", File.ReadAllText(NotebookFiles.Chapter(name).Path));

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_number_is_its_own(string name)
    {
        var number = NotebookFiles.Chapter(name).Number;
        Assert.NotNull(number);
        Assert.Single(NotebookFiles.Chapters.All, c => c.Number == number);
    }

    private static IEnumerable<string> Lines(string name) =>
        NotebookFiles.Read(name).Cells.Where(c => c.IsCode).SelectMany(c => c.Source.Split('\n'));
}
