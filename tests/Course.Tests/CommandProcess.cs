using System.Diagnostics;
using Course.Commands;

namespace Course.Tests;

/// <summary>The command as a process of its own whose outputs fail: its exit code and its error output.</summary>
internal static class CommandProcess
{
    private static readonly string Program = typeof(CommandLine).Assembly.Location;

    /// <summary>The output goes to a disk without room; the error output, too, if it is asked for.</summary>
    /// <remarks>On Linux alone, which has /dev/full.</remarks>
    public static Task<(int Code, string Error)> OnFullDisk(bool withErrors, params string[] words)
    {
        var quoted = string.Join(' ', words.Prepend(Program).Select(word => $"'{word}'"));
        var command = $"dotnet {quoted} >/dev/full{(withErrors ? " 2>&1" : "")}";
        return Ended(Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardError = true })!);
    }

    /// <summary>Nobody reads the output.</summary>
    public static Task<(int Code, string Error)> IntoClosedPipe(params string[] words)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. words])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardOutput.Close();
        return Ended(process);
    }

    private static async Task<(int Code, string Error)> Ended(Process process)
    {
        using (process)
        {
            var error = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, error);
        }
    }
}
