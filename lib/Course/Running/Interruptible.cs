using CliWrap;

namespace Course.Running;

/// <summary>Runs programs that can be stopped in the way that they can answer.</summary>
internal static class Interruptible
{
    /// <summary>
    /// Runs the command and returns its exit code, or null when it was stopped: it is interrupted, as a terminal's
    /// Ctrl-C does, and killed with its children when it has not ended by the deadline. It has ended in any case when
    /// this returns.
    /// </summary>
    public static async Task<int?> RunAsync(Command command, TimeSpan deadline, CancellationToken cancel)
    {
        using var kill = new CancellationTokenSource();
        using var patience = cancel.Register(() => kill.CancelAfter(deadline));
        try
        {
            return (await command.WithValidation(CommandResultValidation.None)
                .ExecuteAsync(kill.Token, cancel)).ExitCode;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return null;
        }
    }
}
