using System.ComponentModel;
using System.Diagnostics;

namespace Bench;

/// <summary>What a benchmark's peer needs of Debian: installed where it is missing, or the message says how to.</summary>
internal static class DebianPackage
{
    /// <summary>The distribution's own Python: Debian's packages are installed for that one.</summary>
    public static string Python => "/usr/bin/python3";

    /// <summary>Sees to it that this Python can import a module, which a package brings.</summary>
    /// <exception cref="InvalidOperationException">It is missing and could not be installed.</exception>
    public static void Require(string package, string imported)
    {
        if (Succeeds(Python, "-c", $"import {imported}")) return;
        var install = $"apt-get install -y --no-install-recommends {package}";
        Console.WriteLine($"Installing {package}, which this benchmark compares with ({install}) …");
        string[] command = Environment.IsPrivilegedProcess ? ["sh", "-c", install] : ["sudo", "-n", "sh", "-c", install];
        if (!Succeeds(command[0], command[1..]) || !Succeeds(Python, "-c", $"import {imported}"))
            throw new InvalidOperationException($"{package} is missing and could not be installed. Run this as root, then the benchmark again: apt-get update && {install}");
    }

    private static bool Succeeds(string file, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
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
