using CliWrap;

namespace Course.Running;

/// <summary>
/// The program that executes a notebook headless: the C# kernel, or in tests one that speaks its protocol.
/// </summary>
internal sealed record RunnerCommand(string Program, params string[] Arguments)
{
    public static RunnerCommand Kernel(CourseFolder folder) => File.Exists(folder.Kernel)
        ? new("dotnet", folder.Kernel)
        : throw new CourseException($"{folder.Kernel} is not there: run ./course setup first.");

    /// <summary>Executes a notebook as if it lay in <paramref name="folder"/>.</summary>
    public Command Run(
        string notebook, string folder, string output, IReadOnlyDictionary<string, string?> environment) =>
        Cli.Wrap(Program)
            .WithArguments([.. Arguments, "run", notebook, "--folder", folder, "--output", output, "--events"])
            .WithEnvironmentVariables(environment);
}
