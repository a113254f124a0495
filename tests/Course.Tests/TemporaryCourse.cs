using Course.Chapters;
using Course.Running;

namespace Course.Tests;

/// <summary>
/// A clone in a temporary folder, whose notebooks are copies of the fixture and whose runner is a fake.
/// </summary>
internal sealed class TemporaryCourse : IDisposable
{
    /// <summary>Why tests that run chapters here are skipped on Windows.</summary>
    public const string Fake = "the fake runner is a shell script";

    public TemporaryCourse(params string[] notebooks)
    {
        Folder = new CourseFolder(Directory.CreateTempSubdirectory("course").FullName);
        Directory.CreateDirectory(Folder.Notebooks);
        File.WriteAllText(Folder.Solution, "");
        foreach (var name in notebooks)
            File.Copy(Fixture("pages.json"), Path.Combine(Folder.Notebooks, $"{name}.ipynb"));
    }

    public CourseFolder Folder { get; }

    public static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "fixtures", name);

    public string Output(string name) => Path.Combine(Folder.Output, name);

    public ChapterList Chapters() => ChapterList.In(Folder.Notebooks);

    public Task<IReadOnlyList<ChapterRun>> RunAsync(string behaviour, RunView? view = null, string? data = null,
        int processes = 1, CancellationToken cancel = default) =>
        new CourseRun(Folder, new RunnerCommand("env", $"FAKE={behaviour}", "bash", Fixture("fake-runner")),
            new RunOptions(RunOptions.Quick, data, Folder.Output, Processes: processes))
            .RunAsync(Chapters().All, view ?? new PlainView(TextWriter.Null, TimeSpan.Zero), cancel);

    public void Dispose() => Directory.Delete(Folder.Root, recursive: true);
}
