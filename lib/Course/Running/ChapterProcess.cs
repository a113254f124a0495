using System.Diagnostics;
using System.Text.Json;
using Course.Chapters;
using CSharpKernel.Notebooks;
using CSharpKernel.Running;

namespace Course.Running;

/// <summary>Executes one chapter in a child process and follows its events.</summary>
internal sealed class ChapterProcess(RunnerCommand runner, RunOptions options)
{
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Runs the chapter and fills in <paramref name="run"/>; <paramref name="changed"/> is called at each event. The
    /// executed notebook appears in the output directory whole, when the run has ended, and not when it was interrupted.
    /// </summary>
    public async Task RunAsync(ChapterRun run, Action<ChapterRun> changed, CancellationToken cancel)
    {
        var draft = Path.Combine(options.OutputDirectory, $".{run.Chapter.Name}.{Environment.ProcessId}.ipynb");
        run.Start();
        changed(run);
        try
        {
            var (exitCode, stray) = await ExecuteAsync(run, draft, changed, cancel);
            if (cancel.IsCancellationRequested)
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

    private async Task<(int ExitCode, string Stray)> ExecuteAsync(ChapterRun run, string draft, Action<ChapterRun> changed, CancellationToken cancel)
    {
        using var process = Process.Start(runner.Run(run.Chapter.Path, draft, options.Environment()))!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var stop = Task.CompletedTask;
        using var registration = cancel.Register(() => stop = Signal.StopAsync(process, StopDeadline));
        var stray = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
            if (Follow(run, line))
                changed(run);
            else
                stray.Add(line);
        await process.WaitForExitAsync(CancellationToken.None);
        await stop;
        return (process.ExitCode, string.Join('\n', [.. stray, await errors]).Trim());
    }

    private void Conclude(ChapterRun run, string draft, int exitCode, string stray)
    {
        var output = Path.Combine(options.OutputDirectory, $"{run.Chapter.Name}.ipynb");
        if (File.Exists(draft))
        {
            run.Executed = Notebook.Read(draft);
            File.Move(draft, output, overwrite: true);
            run.Facts = Facts.Of(run.Executed);
        }
        else
            File.Delete(output); // a former run's, which would pass for this one's
        if (exitCode == 0 && run.Failure is null && run.Executed is not null)
            run.End(RunStatus.Ok);
        else
            run.Fail($"the notebook's process ended with exit code {exitCode}{(run.Cell > 0 ? $" in code cell {run.Cell}" : "")}.\n{Tail(stray)}".TrimEnd());
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
