using System.Diagnostics;
using System.Globalization;
using Bench;

namespace TorchBench;

/// <summary>Another process that has the same cases, runs one when told to and waits otherwise: Python's PyTorch, or libtorch from C++.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process process;

    private Peer(string file, params string[] arguments) =>
        process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    /// <summary>peer.py, with all cases.</summary>
    public static Peer OfPython(int threads)
    {
        DebianPackage.Require("python3-torch", imported: "torch");
        return new(DebianPackage.Python, Path.Combine(AppContext.BaseDirectory, "peer.py"), $"{threads}");
    }

    /// <summary>floor.cpp, compiled here, with the operators: the same calls with nothing around them.</summary>
    public static Peer OfCpp(int threads)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "floor");
        using var compiler = Process.Start("c++", ["-O2", "-std=c++17", "-I/usr/include/torch/csrc/api/include",
            Path.Combine(AppContext.BaseDirectory, "floor.cpp"), "-o", program, "-ltorch", "-ltorch_cpu", "-lc10"]);
        compiler.WaitForExit();
        if (compiler.ExitCode != 0) throw new InvalidOperationException("floor.cpp does not compile against Debian's libtorch-dev; the compiler's message stands above.");
        return new(program, $"{threads}");
    }

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
        return process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{process.StartInfo.FileName} ended while it was asked for '{line}'; its message stands above.");
    }
}
