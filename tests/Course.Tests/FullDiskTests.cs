using Course.Commands;
using Course.Running;
using NotebookKernel.Notebooks;

namespace Course.Tests;

/// <summary>
/// Disks without room and outputs that nobody reads: a command ends with one line and its code, and leaves nothing half
/// written. The codec's own are with its tests.
/// </summary>
[Trait("Speed", "slow")]
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryCourse course = new("01-plain");

    public void Dispose() => course.Dispose();

    [FullDiskFact]
    public async Task A_command_that_finds_no_room_says_so_in_a_line_and_leaves_nothing_behind()
    {
        File.WriteAllText(Path.Combine(course.Folder.Root, "sweep.json"), """
            {"data": "small", "architecture": "dense", "latent": 2, "steps": 2, "batch": 4, "evaluation": 400,
             "seeds": [1], "objectives": [{"name": "vae"}]}
            """);
        var notebook = Path.Combine(course.Folder.Root, "tiny.ipynb");
        Notebook.Create().With(NotebookCell.Markdown("# Title"), NotebookCell.Code("var a = 20;")).Save(notebook);
        using var disk = new TinyDisk();
        foreach (var words in new[]
        {
            $"export {notebook} --to cs --out @x.cs", $"export {notebook} --to dib --out @x.dib",
            $"export {notebook} --to md --out @x.md", $"export {notebook} --to html --out @x.html",
            $"sweep {course.Folder.Root}/sweep.json --out @sweep", "kernel install --prefix @prefix",
        })
        {
            var (output, error) = (new StringWriter(), new StringWriter());
            var code = await new CommandLine(course.Folder, output, error)
                .InvokeAsync([.. words.Split(' ').Select(w => w.Replace("@", $"{disk.Folder}/"))]);
            Assert.True(code is ExitCode.Failed or ExitCode.Usage, $"{words}: exit code {code}, {output}");
            Assert.True(error.ToString().Contains("No space left", StringComparison.Ordinal), $"{words}: {error}");
            Assert.DoesNotContain("   at ", error.ToString());
            Assert.Equal(["full"], Directory.GetFiles(disk.Folder, "*", SearchOption.AllDirectories)
                .Select(Path.GetFileName));
        }
    }

    [FullDiskFact]
    public async Task A_run_that_finds_no_room_ends_with_a_failure_that_is_foreseen()
    {
        using var disk = new TinyDisk();
        var run = new CourseRun(course.Folder,
            new RunnerCommand("env", "FAKE=ok", "bash", TemporaryCourse.Fixture("fake-runner")),
            new RunOptions(RunOptions.Quick, null, Path.Combine(disk.Folder, "out")));
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => run.RunAsync(course.Chapters().All,
            new PlainView(TextWriter.Null, TimeSpan.Zero), CancellationToken.None));
        Assert.True(Foreseen.Includes(failure), $"{failure}");
        Assert.Contains("No space left", failure.Message);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("data list")]
    [InlineData("doctor")]
    [InlineData("bench --list")]
    public async Task An_output_on_a_full_disk_ends_the_command_with_its_code(string words)
    {
        if (!OperatingSystem.IsLinux()) return; // which alone has such a file
        foreach (var (withErrors, said) in new[] { (false, "course: No space left on device"), (true, "") })
        {
            var (code, error) = await CommandProcess.OnFullDisk(withErrors, words.Split(' '));
            Assert.Equal(said, error.Trim());
            Assert.Equal(ExitCode.Failed, code);
        }
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("data list")]
    [InlineData("doctor")]
    [InlineData("export 1 --to cs --out @x.cs")]
    public async Task A_pipe_that_is_closed_ends_the_command_without_a_trace(string words)
    {
        var (code, error) = await CommandProcess.IntoClosedPipe(
            [.. words.Split(' ').Select(w => w.Replace("@", course.Folder.Root + Path.DirectorySeparatorChar))]);
        Assert.DoesNotContain("   at ", error);
        Assert.True(code is ExitCode.Ok or ExitCode.Failed, $"exit code {code}: {error}");
    }
}
