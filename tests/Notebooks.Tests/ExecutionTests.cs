using Course.Running;

namespace Notebooks.Tests;

public class ExecutionTests
{
    public static TheoryData<string> Names => NotebookFiles.Names();

    /// <summary>The path of <c>./course run</c>, without the pages.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_chapter_runs_in_the_quick_profile(string name)
    {
        var folder = NotebookFiles.Folder;
        var output = Directory.CreateTempSubdirectory("notebook");
        try
        {
            var run = new ChapterRun(NotebookFiles.Chapter(name));
            await new ChapterProcess(RunnerCommand.Kernel(folder), new RunOptions(RunOptions.Quick, null, output.FullName))
                .RunAsync(run, _ => { }, CancellationToken.None);
            Assert.True(run.Status == RunStatus.Ok, run.Failure?.Describe(name));
            Assert.NotEmpty(run.Facts.KeyFigures);
            Assert.NotEmpty(run.Facts.Data);
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }
}
