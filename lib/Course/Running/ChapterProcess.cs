using System.Text;
using System.Text.Json;
using CliWrap;
using Course.Chapters;
using NotebookKernel.Notebooks;
using NotebookKernel.Running;

namespace Course.Running;

/// <summary>Executes one chapter in a child process and follows its events.</summary>
internal sealed class ChapterProcess(RunnerCommand runner, RunOptions options)
{
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Runs the chapter and fills in <paramref name="run"/>; <paramref name="changed"/> is called at each event. The
    /// executed notebook appears in the output directory whole, when the run has ended, and not when it was
    /// interrupted.
    /// </summary>
    public async Task RunAsync(ChapterRun run, Action<ChapterRun> changed, CancellationToken cancel)
    {
        var draft = Path.Combine(options.OutputDirectory, $".{run.Chapter.Name}.{Environment.ProcessId}.ipynb");
        run.Start();
        changed(run);
        try
        {
            var (exitCode, stray) = await ExecuteAsync(run, draft, changed, cancel);
            if (exitCode is null)
                run.End(RunStatus.Interrupted);
            else
                Conclude(run, draft, exitCode, stray);
        }
        catch (Exception e) when (e is CourseException or NotebookException)
        {
            run.Fail(e.Message);
        }
        finally
        {
            File.Delete(draft);
        }
        changed(run);
    }

    /// <summary>The exit code (null when it was stopped), and what the process wrote beside its events.</summary>
    private async Task<(int? ExitCode, string Stray)> ExecuteAsync(ChapterRun run, string draft,
        Action<ChapterRun> changed, CancellationToken cancel)
    {
        var (stray, errors) = (new List<string>(), new StringBuilder());
        var notebook = run.Chapter.Path;
        if (options.Seed != 0)
        {
            // The draft becomes the executed notebook in the end.
            var shifted = Notebook.Read(notebook);
            SeedShift.Apply(shifted, options.Seed);
            shifted.Save(notebook = draft);
        }
        var command = runner.Run(notebook, Path.GetDirectoryName(run.Chapter.Path)!, draft, options.Environment())
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(errors))
            .WithStandardOutputPipe(PipeTarget.ToDelegate(line =>
            {
                if (Follow(run, line))
                    changed(run);
                else
                    stray.Add(line);
            }));
        var exitCode = await Interruptible.RunAsync(command, StopDeadline, cancel);
        return (exitCode, string.Join('\n', [.. stray, errors.ToString()]).Trim());
    }

    private void Conclude(ChapterRun run, string draft, int? exitCode, string stray)
    {
        var output = Path.Combine(options.OutputDirectory, $"{run.Chapter.Name}.ipynb");
        if (File.Exists(draft))
        {
            run.Executed = Notebook.Read(draft);
            File.Move(draft, output, overwrite: true);
            run.Facts = Facts.Read(run.Executed);
        }
        else
            File.Delete(output); // a former run's, which would pass for this one's
        if (exitCode == 0 && run.Failure is null && run.Executed is not null)
            run.End(RunStatus.Ok);
        else
            run.Fail(
                $"the notebook's process ended with exit code {exitCode}{(run.Cell > 0
                    ? $" in code cell {run.Cell}"
                    : "")}.\n{Tail(stray)}".TrimEnd());
    }

    /// <summary>Whether the line is an event; other lines come from native code that prints.</summary>
    private static bool Follow(ChapterRun run, string line)
    {
        RunEvent happened;
        try
        {
            happened = RunEvent.Parse(line);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return false;
        }
        switch (happened)
        {
            case StartEvent start:
                run.Cells = start.Cells;
                break;
            case CellEvent cell:
                run.Cell = cell.Number;
                run.Text = "";
                break;
            case ProgressEvent progress:
                run.Text = progress.Text;
                break;
            case ErrorEvent error:
                run.Failure = new CellFailure(error.Number, error.Line, error.Source, $"{error.Ename}: {error.Evalue}");
                break;
        }
        return true;
    }

    private static string Tail(string text) => string.Join('\n', text.Split('\n').TakeLast(20));
}
