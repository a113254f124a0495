using System.Diagnostics;
using Course.Running;

namespace Course.Sweeping;

/// <summary>Does one run of a sweep in a child process of one thread, and follows the lines that it writes.</summary>
/// <param name="command">How the child is started: a program and arguments, to which the run's name is added.</param>
internal sealed class SweepProcess(IReadOnlyList<string> command)
{
    /// <summary>What a line of progress begins with; other lines come from native code.</summary>
    public const string Progress = "progress: ";

    private const string Error = "course: "; // what the child's own message of an error begins with

    /// <summary>Long enough for a step to end and a checkpoint to be written.</summary>
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(15);

    public async Task RunAsync(SweepRun run, Action<SweepRun> changed, CancellationToken cancel)
    {
        run.Start();
        changed(run);
        using var process = Process.Start(StartInfo(run))!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var stop = Task.CompletedTask;
        using (cancel.Register(() => stop = Signal.StopAsync(process, StopDeadline)))
        {
            while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
                if (line.StartsWith(Progress, StringComparison.Ordinal))
                {
                    run.Text = line[Progress.Length..];
                    changed(run);
                }
            await process.WaitForExitAsync(CancellationToken.None);
            await stop;
        }
        if (process.ExitCode == ExitCode.Ok) run.End(RunStatus.Ok);
        else if (cancel.IsCancellationRequested) run.End(RunStatus.Interrupted);
        else
        {
            var said = (await errors).Trim();
            run.Text = said.Length > 0 ? said.StartsWith(Error, StringComparison.Ordinal) ? said[Error.Length..] : said : $"the process ended with exit code {process.ExitCode}.";
            run.End(RunStatus.Failed);
        }
        changed(run);
    }

    private ProcessStartInfo StartInfo(SweepRun run)
    {
        var start = new ProcessStartInfo(command[0], [.. command.Skip(1), run.Configuration.Name])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // Many runs side by side are faster with one thread each than a few with many.
        foreach (var variable in new[] { "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "DOTNET_PROCESSOR_COUNT" }) start.Environment[variable] = "1";
        return start;
    }
}
