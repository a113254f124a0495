using System.Diagnostics;

namespace Course.Running;

/// <summary>The program that executes a notebook headless: the C# kernel, or in tests one that speaks its protocol.</summary>
internal sealed record RunnerCommand(string Program, params string[] Arguments)
{
    public static RunnerCommand Kernel(CourseFolder folder) => File.Exists(folder.Kernel)
        ? new("dotnet", folder.Kernel)
        : throw new CourseException($"{folder.Kernel} is not there: run ./course setup first.");

    public ProcessStartInfo Run(string notebook, string output, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Program, [.. Arguments, "run", notebook, "--output", output, "--events"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return start;
    }
}
