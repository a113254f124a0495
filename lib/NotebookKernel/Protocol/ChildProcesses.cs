using System.Diagnostics;
using System.Globalization;

namespace NotebookKernel.Protocol;

/// <summary>The processes that cells have started and that would outlive the kernel.</summary>
internal static class ChildProcesses
{
    /// <summary>
    /// Ends them and what they have started themselves. On Linux only, where <c>/proc</c> names a process's parent.
    /// </summary>
    public static void End()
    {
        if (!OperatingSystem.IsLinux())
            return;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && ParentOf(folder) == Environment.ProcessId)
                Kill(id);
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e)
            when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception
                or AggregateException)
        {
            // It has ended by itself.
        }
    }

    private static int ParentOf(string folder)
    {
        try
        {
            // "pid (name) state parent …", where the name may hold anything.
            var status = File.ReadAllText(Path.Combine(folder, "stat"));
            return int.Parse(status[(status.LastIndexOf(')') + 1)..]
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
