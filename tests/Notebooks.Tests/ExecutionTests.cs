using Course.Running;
using NotebookKernel.Notebooks;

namespace Notebooks.Tests;

/// <summary>
/// The chapters with odd numbers; xunit runs them beside the others, so that two run at a time, as in <c>./course
/// run</c>.
/// </summary>
[Trait("Speed", "slow")]
public class OddExecutionTests : ExecutionTests
{
    public static TheoryData<string> Names => Every(1);

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_chapter_runs_in_the_quick_profile_and_its_solutions_solve_its_exercises(string name) =>
    ExecuteAsync(name);
}

/// <summary>The chapters with even numbers.</summary>
[Trait("Speed", "slow")]
public class EvenExecutionTests : ExecutionTests
{
    public static TheoryData<string> Names => Every(0);

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_chapter_runs_in_the_quick_profile_and_its_solutions_solve_its_exercises(string name) =>
    ExecuteAsync(name);
}

/// <summary>The path of <c>./course run</c>, without the pages; the exercises are tried unsolved and solved.</summary>
public abstract class ExecutionTests
{
    private const int AtATime = 2;

    protected static TheoryData<string> Every(int remainder) =>
        [.. NotebookFiles.Chapters.All.Index().Where(c => (c.Index + 1) % AtATime == remainder)
            .Select(c => c.Item.Name)];

    protected static async Task ExecuteAsync(string name)
    {
        var course = Directory.CreateTempSubdirectory("course");
        try
        {
            // The copy finds the library where the original does: at ../lib.
            FolderLink.Create(Path.Combine(course.FullName, "lib"), Path.Combine(NotebookFiles.Folder.Root, "lib"));
            var chapters = course.CreateSubdirectory("notebooks").FullName;
            SolvedNotebook.Of(NotebookFiles.Read(name))
                .Save(Path.Combine(chapters, Path.GetFileName(NotebookFiles.Chapter(name).Path)));

            var run = new ChapterRun(Course.Chapters.ChapterList.In(chapters).All.Single());
            var output = course.CreateSubdirectory("out").FullName;
            await new ChapterProcess(RunnerCommand.Kernel(NotebookFiles.Folder),
                new RunOptions(RunOptions.Quick, null, output, Processes: AtATime))
                .RunAsync(run, _ => { }, CancellationToken.None);

            Assert.True(run.Status == RunStatus.Ok, run.Failure?.Describe(name));
            Assert.NotEmpty(run.Facts.KeyFigures);
            Assert.NotEmpty(run.Facts.Data);
            ExercisesAreOpenAndSolvable(Notebook.Read(Directory.GetFiles(output, "*.ipynb").Single()));
        }
        finally
        {
            course.Delete(recursive: true);
        }
    }

    private static void ExercisesAreOpenAndSolvable(Notebook executed)
    {
        var cells = executed.Cells.Where(c => c.IsCode).ToList();
        var exercises = cells.Index().Where(c => c.Item.HasTag("exercise")).ToList();
        Assert.True(exercises.Count >= 3, $"{exercises.Count} exercises");
        Assert.All(exercises, stub => Assert.Contains("not attempted yet", Said(stub.Item)));
        Assert.All(exercises, stub => Assert.Contains("correct.", Said(cells[stub.Index + 1])));
    }

    private static string Said(NotebookCell cell) => string.Concat(cell.Outputs.Select(o => o!.ToJsonString()));
}
