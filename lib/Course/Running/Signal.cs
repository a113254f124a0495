using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Course.Running;

/// <summary>Asks a process to stop in the way that it can answer, as a terminal's Ctrl-C does.</summary>
internal static partial class Signal
{
    private const int Interrupt = 2;

    /// <summary>Interrupts the process, and kills it with its children when it has not ended by the deadline.</summary>
    public static async Task StopAsync(Process process, TimeSpan deadline)
    {
        if (process.HasExited)
            return;
        if (!OperatingSystem.IsWindows())
            _ = Kill(process.Id, Interrupt);
        using var timeout = new CancellationTokenSource(OperatingSystem.IsWindows() ? TimeSpan.Zero : deadline);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
