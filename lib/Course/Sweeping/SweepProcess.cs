using System.Text;
using CliWrap;
using Course.Running;

namespace Course.Sweeping;

/// <summary>
/// Does one run of a sweep in a child process of one thread, and follows the lines that it writes. The child's input
/// stays open as long as this process lives: its end tells the child that nobody waits any more, even where this
/// process was killed.
/// </summary>
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
        var errors = new StringBuilder();
        var child = Command(run)
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(errors))
            .WithStandardOutputPipe(PipeTarget.ToDelegate(line =>
            {
                if (!line.StartsWith(Progress, StringComparison.Ordinal))
                    return;
                run.Text = line[Progress.Length..];
                changed(run);
            }));
        var exitCode = await Interruptible.RunAsync(child, StopDeadline, cancel);
        if (exitCode is ExitCode.Ok) run.End(RunStatus.Ok);
        else if (exitCode is null || cancel.IsCancellationRequested) run.End(RunStatus.Interrupted);
        else
        {
            var said = errors.ToString().Trim();
            run.Text = said.Length > 0 ? said.StartsWith(Error, StringComparison.Ordinal)
                ? said[Error.Length..]
                : said : $"the process ended with exit code {exitCode}.";
            run.End(RunStatus.Failed);
        }
        changed(run);
    }

    /// <summary>
    /// The child's side: cancelled when its input ends, and with it the process that waits for the run.
    /// </summary>
    public static CancellationToken ParentGone()
    {
        var gone = new CancellationTokenSource(); // as long as the process
        new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0) ;
            gone.Cancel();
        })
        { IsBackground = true, Name = "parent" }.Start();
        return gone.Token;
    }

    // Many runs side by side are faster with one thread each than a few with many.
    private Command Command(SweepRun run) =>
        Cli.Wrap(command[0])
            .WithArguments([.. command.Skip(1), run.Configuration.Name])
            .WithEnvironmentVariables(new[] { "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "DOTNET_PROCESSOR_COUNT" }
                .ToDictionary(variable => variable, string? (_) => "1"))
            // Open as long as this process lives: see ParentGone.
            .WithStandardInputPipe(PipeSource.Create((_, ended) => Task.Delay(Timeout.Infinite, ended)));
}
