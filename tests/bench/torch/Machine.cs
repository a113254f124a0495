using System.Diagnostics;

namespace TorchBench;

/// <summary>What the benchmark runs on.</summary>
internal static class Machine
{
    /// <summary>Processor, cores and memory, in a line.</summary>
    public static string Describe()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name"))?.Split(": ")[^1] ?? "unknown processor";
        return $"{model}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30)} GB";
    }

    /// <summary>Seconds from the start of a process to its first tensor's sum, medians.</summary>
    public static (double Ours, double Theirs) LoadTimes(int rounds)
    {
        var times = Enumerable.Range(0, rounds).Select(_ => (
            Time("dotnet", typeof(Machine).Assembly.Location, "load"),
            Time(Bench.DebianPackage.Python, "-c", "import torch; torch.zeros(1) + 1"))).ToArray();
        return (Measurement.Median([.. times.Select(t => t.Item1)]), Measurement.Median([.. times.Select(t => t.Item2)]));
    }

    private static double Time(string file, params string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(file, arguments);
        process.WaitForExit();
        return process.ExitCode == 0 ? clock.Elapsed.TotalSeconds : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} failed.");
    }
}
