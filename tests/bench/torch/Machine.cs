using System.Diagnostics;

namespace TorchBench;

/// <summary>What the benchmark runs on.</summary>
internal static class Machine
{
    /// <summary>Processor, cores and memory, in a line.</summary>
    public static string Describe()
    {
        var model = (OperatingSystem.IsLinux() ? File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name"))?.Split(": ")[^1] : null)
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown processor";
        return $"{model}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes
            / (1 << 30)} GB";
    }

    /// <summary>
    /// Seconds from the start of a process that runs this command to its first answer, the median of five.
    /// </summary>
    public static double StartTime(string[] command, int threads)
    {
        var times = new double[5];
        for (var i = 0; i < times.Length; i++)
        {
            var clock = Stopwatch.StartNew();
            using var peer = new Peer("start", command, threads);
            _ = peer.Versions;
            times[i] = clock.Elapsed.TotalSeconds;
        }
        return Measurement.Median(times);
    }
}
