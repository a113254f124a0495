using System.CommandLine;
using System.Diagnostics;

namespace Course.Commands;

/// <summary><c>./course bench</c>: lists the benchmark projects under <c>tests/bench/</c>, or runs one.</summary>
internal static class BenchCommand
{
    public static Command Create(CommandLine line)
    {
        var name = new Argument<string?>("NAME") { Description = "The benchmark to run; without it, they are listed.", Arity = ArgumentArity.ZeroOrOne };
        var rest = new Argument<string[]>("ARGUMENT") { Description = "Handed on to the benchmark (after --).", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("bench", "Lists the benchmarks, or runs one.") { name, rest };
        command.SetAction((parsed, cancel) => RunAsync(line, parsed.GetValue(name), parsed.GetValue(rest) ?? [], cancel));
        return command;
    }

    private static async Task<int> RunAsync(CommandLine line, string? name, string[] arguments, CancellationToken cancel)
    {
        var folder = line.Folder.Benches;
        var projects = (Directory.Exists(folder) ? Directory.GetFiles(folder, "*.csproj", SearchOption.AllDirectories) : [])
            .ToDictionary(p => Path.GetFileNameWithoutExtension(p), StringComparer.OrdinalIgnoreCase);
        if (name is null)
        {
            line.Output.WriteLine(projects.Count == 0 ? "There are no benchmarks in tests/bench yet."
                : $"Benchmarks: {string.Join(", ", projects.Keys.Order())}\nRun one with ./course bench NAME.");
            return ExitCode.Ok;
        }
        if (!projects.TryGetValue(name, out var project))
            throw new CourseException($"there is no benchmark \"{name}\"{(Nearest.To(name, projects.Keys) is { } near ? $"; did you mean \"{near}\"?" : "; ./course bench lists them.")}", ExitCode.Usage);
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["run", "-c", "Release", "--project", project, "--", .. arguments]))!;
        try
        {
            await process.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            await Running.Signal.StopAsync(process, TimeSpan.FromSeconds(10));
            return ExitCode.Interrupted;
        }
        return process.ExitCode == 0 ? ExitCode.Ok : ExitCode.Failed;
    }
}
