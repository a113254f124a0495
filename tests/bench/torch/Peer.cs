using System.Diagnostics;
using System.Globalization;

namespace TorchBench;

/// <summary>
/// Another process that has the same cases, runs one when told to and waits otherwise: peer.py with Python's PyTorch,
/// or this program built at another commit.
/// </summary>
internal sealed class Peer : IDisposable
{
    private readonly Process process;

    /// <summary>Starts the peer.</summary>
    /// <param name="name">What it is called in the tables.</param>
    /// <param name="command">A program and its arguments, to which the number of threads is added.</param>
    /// <param name="threads">How many threads it may use.</param>
    public Peer(string name, string[] command, int threads)
    {
        Name = name;
        var start = new ProcessStartInfo(command[0], [.. command[1..], $"{threads}"])
            { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = $"{threads}";
        process = Process.Start(start)!;
    }

    public string Name { get; }

    /// <summary>Seconds that the case took, and its value.</summary>
    public (double Seconds, double Value) Run(string name, int steps)
    {
        var words = Ask($"{name} {steps}").Split(' ');
        return (double.Parse(words[0], CultureInfo.InvariantCulture),
            double.Parse(words[1], CultureInfo.InvariantCulture));
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
        return process.StandardOutput.ReadLine()
            ?? throw new PeerException($"{Name} ended while it was asked for '{line}'; its message stands above.");
    }
}

/// <summary>A peer does not answer.</summary>
internal sealed class PeerException(string message) : Exception(message);
