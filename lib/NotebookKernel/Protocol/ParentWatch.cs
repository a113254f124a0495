using System.Globalization;
using System.Runtime.InteropServices;

namespace NotebookKernel.Protocol;

/// <summary>Notices the end of the process that started the kernel, which then has nobody to serve.</summary>
internal static partial class ParentWatch
{
    private const int PidFdOpen = 434;
    private const short PollIn = 1;

    /// <summary>
    /// Calls back when the process that Jupyter's <c>JPY_PARENT_PID</c> names has ended; never where that cannot be
    /// known.
    /// </summary>
    public static void Start(Action gone)
    {
        // Only Linux can wait for a process that is not a child; elsewhere the client has to end the kernel.
        if (!OperatingSystem.IsLinux()
            || !int.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), NumberStyles.None,
                CultureInfo.InvariantCulture, out var process)
            || process <= 1)
            return;
        var handle = (int)SystemCall(PidFdOpen, process, 0);
        if (handle < 0)
            return;
        new Thread(() =>
        {
            var waited = new PollItem { FileDescriptor = handle, Events = PollIn };
            while (Poll(ref waited, 1, -1) < 0)
            {
                // Interrupted by a signal.
            }
            gone();
        })
        { IsBackground = true, Name = "parent" }.Start();
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SystemCall(nint number, nint first, nint second);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref PollItem items, nuint count, int timeoutMilliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollItem
    {
        public int FileDescriptor;
        public short Events;
        public short Ready;
    }
}
