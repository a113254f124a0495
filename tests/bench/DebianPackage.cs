using System.ComponentModel;
using System.Diagnostics;

namespace Bench;

/// <summary>What a benchmark's peer needs of Debian; where it is missing, the message says how to install it.</summary>
internal static class DebianPackage
{
    /// <summary>The distribution's own Python: Debian's packages are installed for that one.</summary>
    public static string Python => "/usr/bin/python3";

    /// <summary>Sees to it that this Python can import a module, which a package brings.</summary>
    /// <exception cref="InvalidOperationException">It cannot; the message says how to install the package.</exception>
    public static void Require(string package, string imported)
    {
        if (!Succeeds(Python, "-c", $"import {imported}"))
            throw new InvalidOperationException($"This benchmark compares with {package}, which is not installed. "
                + $"Install it, then run this again: sudo apt-get install --no-install-recommends {package}");
    }

    private static bool Succeeds(string file, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEndAsync();
            process.StandardError.ReadToEnd();
            output.Wait();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
