using CSharpKernel.Exporting;

namespace Notebooks.Tests;

public class ExportTests
{
    public static TheoryData<string> Names => NotebookFiles.Names();

    /// <summary>The app is compiled when it is written; that an app runs is tested with the kernel.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_chapter_can_be_exported_as_an_app(string name)
    {
        var app = await AppExport.WriteAsync(NotebookFiles.Read(name), NotebookFiles.Folder.Notebooks, _ => "#:project ../lib/Autoencoders");
        Assert.Contains("\n#:project ../lib/Autoencoders\n", app);
        Assert.Equal(NotebookFiles.Read(name).Cells.Count(cell => cell.IsCode), app.Split('\n').Count(line => line.StartsWith("// ---- cell ", StringComparison.Ordinal)));
    }
}
