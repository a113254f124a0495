using System.Diagnostics;
using System.Runtime.InteropServices;

// What tests use of one system alone. It is compiled into every test project.

/// <summary>A test that needs Linux; elsewhere it is skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute(string why) => Skip = OperatingSystem.IsLinux() ? null : $"Only on Linux: {why}.";
}

/// <summary>A test with cases that needs Linux; elsewhere it is skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute(string why) => Skip = OperatingSystem.IsLinux() ? null : $"Only on Linux: {why}.";
}

/// <summary>A test that needs Linux or macOS; on Windows it is skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute(string why) => Skip = OperatingSystem.IsWindows() ? $"Not on Windows: {why}." : null;
}

/// <summary>A test with cases that needs Linux or macOS; on Windows it is skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute(string why) => Skip = OperatingSystem.IsWindows() ? $"Not on Windows: {why}." : null;
}

/// <summary>A test that Python 3 answers; where there is none it is skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    private static readonly bool IsThere = Starts();

    public PythonFactAttribute() => Skip = IsThere ? null : "Needs python3 on the PATH.";

    private static bool Starts()
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", ""]))!;
            python.WaitForExit();
            return python.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>Signals to one process, on Linux and macOS.</summary>
internal static partial class UnixSignal
{
    public const int Interrupt = 2, Terminate = 15;

    public static void Send(Process process, int signal)
    {
        Assert.False(OperatingSystem.IsWindows());
        Assert.Equal(0, Kill(process.Id, signal));
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}

/// <summary>A folder under a second name.</summary>
internal static class FolderLink
{
    /// <summary>Makes the link: on Windows a junction, which needs no privilege.</summary>
    public static void Create(string path, string target)
    {
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateSymbolicLink(path, target);
            return;
        }
        using var link = Process.Start("cmd", ["/c", "mklink", "/J", path, target]);
        link.WaitForExit();
        Assert.Equal(0, link.ExitCode);
    }
}
