using System.Runtime.InteropServices;

namespace NotebookKernel.Running;

/// <summary>Whether the process hears an interrupt (SIGINT, Ctrl-C).</summary>
public static partial class Interrupts
{
    private const int InterruptSignal = 2;
    private const nint DefaultAction = 0;

    /// <summary>
    /// Makes an interrupt heard where it was ignored: a shell has what it starts in the background ignore it, and so
    /// would the runtime, and all processes that are started from here. To be called before the first handler is
    /// registered; on Windows there is nothing to do.
    /// </summary>
    public static void Hear()
    {
        if (!OperatingSystem.IsWindows())
            _ = Signal(InterruptSignal, DefaultAction);
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int number, nint action);
}
