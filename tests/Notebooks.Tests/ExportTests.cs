using NotebookKernel.Exporting;
using NotebookKernel.Notebooks;

namespace Notebooks.Tests;

[Trait("Speed", "slow")]
public class ExportTests
{
    // The chapter on charts asks the kernel how it shows them, which an app has not.
    private const string Charts = "17-charts";

    public static TheoryData<string> Names =>
        [.. NotebookFiles.Chapters.All.Select(chapter => chapter.Name).Where(name => name != Charts)];

    /// <summary>The app is compiled when it is written; that an app runs is tested with the kernel.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_chapter_can_be_exported_as_an_app(string name)
    {
        var app = await AppExport.WriteAsync(NotebookFiles.Read(name), NotebookFiles.Folder.Notebooks,
            _ => "#:project ../lib/Autoencoders");
        Assert.Contains("\n#:project ../lib/Autoencoders\n", app);
        Assert.Equal(NotebookFiles.Read(name).Cells.Count(cell => cell.IsCode),
            app.Split('\n').Count(line => line.StartsWith("// ---- cell ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_chapter_on_charts_is_refused_with_the_cell_and_what_it_uses()
    {
        var e = await Assert.ThrowsAsync<NotebookException>(() =>
            AppExport.WriteAsync(NotebookFiles.Read(Charts), NotebookFiles.Folder.Notebooks,
                _ => "#:project ../lib/Autoencoders"));
        Assert.Contains("code cell 7", e.Message);
        Assert.Contains("ToDisplayString", e.Message);
    }
}
