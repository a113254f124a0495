using System.Diagnostics;
using System.Globalization;

namespace TorchBench;

/// <summary>Python's PyTorch in a process of its own, which runs a case when told to and waits otherwise.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process process;

    public Peer(int threads)
    {
        Require();
        process = Process.Start(new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, "peer.py"), $"{threads}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>The distribution's own Python: python3-torch is installed for that one.</summary>
    public static string Python => "/usr/bin/python3";

    /// <summary>Seconds that the case took, and its value.</summary>
    public (double Seconds, double Value) Run(string name, int steps)
    {
        var words = Ask($"{name} {steps}").Split(' ');
        return (double.Parse(words[0], CultureInfo.InvariantCulture), double.Parse(words[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Makes the case anew, under seed 1.</summary>
    public void Make(string name) => Ask($"make {name}");

    public string Versions => Ask("versions");

    /// <summary>The peak of its resident memory, bytes.</summary>
    public long Peak => long.Parse(Ask("peak"), CultureInfo.InvariantCulture);

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private string Ask(string line)
    {
        process.StandardInput.WriteLine(line);
        process.StandardInput.Flush();
        return process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"Python ended while it was asked for '{line}'; its message stands above.");
    }

    /// <summary>Installs the peer where it is missing, or says how to.</summary>
    private static void Require()
    {
        if (Succeeds(Python, "-c", "import torch")) return;
        const string Install = "apt-get install -y --no-install-recommends python3-torch";
        Console.WriteLine($"Installing python3-torch, the peer of this benchmark ({Install}) …");
        string[] command = Environment.IsPrivilegedProcess ? ["sh", "-c", Install] : ["sudo", "-n", "sh", "-c", Install];
        if (!Succeeds(command[0], command[1..]) || !Succeeds(Python, "-c", "import torch"))
            throw new InvalidOperationException($"python3-torch is missing and could not be installed. Run this as root, then the benchmark again: apt-get update && {Install}");
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
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
