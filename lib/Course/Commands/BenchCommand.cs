using System.CommandLine;
using System.Diagnostics;

namespace Course.Commands;

/// <summary><c>./course bench</c>: runs the benchmark projects under <c>tests/bench/</c>, one or all in turn.</summary>
internal static class BenchCommand
{
    public static Command Create(CommandLine line)
    {
        var name = new Argument<string?>("NAME") { Description = "The benchmark to run; without it, all of them in turn.", Arity = ArgumentArity.ZeroOrOne };
        var rest = new Argument<string[]>("ARGUMENT") { Description = "Handed on to the benchmark (after --).", Arity = ArgumentArity.ZeroOrMore };
        var list = new Option<bool>("--list") { Description = "Names the benchmarks, and runs none." };
        var command = new Command("bench", "Runs the benchmarks.") { name, rest, list };
        command.SetAction((parsed, cancel) => RunAsync(line, parsed.GetValue(name), parsed.GetValue(rest) ?? [], parsed.GetValue(list), cancel));
        return command;
    }

    private static async Task<int> RunAsync(CommandLine line, string? name, string[] arguments, bool list, CancellationToken cancel)
    {
        var folder = line.Folder.Benches;
        var projects = (Directory.Exists(folder) ? Directory.GetFiles(folder, "*.csproj", SearchOption.AllDirectories) : [])
            .ToDictionary(p => Path.GetFileNameWithoutExtension(p), StringComparer.OrdinalIgnoreCase);
        if (list)
        {
            foreach (var known in projects.Keys.Order()) line.Output.WriteLine(known);
            return ExitCode.Ok;
        }
        if (name is not null)
            return await RunAsync(projects.TryGetValue(name, out var one) ? one
                : throw new CourseException($"there is no benchmark \"{name}\"{(Nearest.To(name, projects.Keys) is { } near ? $"; did you mean \"{near}\"?" : "; ./course bench --list names them.")}", ExitCode.Usage), arguments, cancel);
        var worst = ExitCode.Ok;
        foreach (var (known, project) in projects.OrderBy(p => p.Key))
        {
            line.Output.WriteLine($"\n# {known}\n");
            var code = await RunAsync(project, arguments, cancel);
            if (code == ExitCode.Interrupted) return code;
            if (code != ExitCode.Ok) worst = code;
        }
        return worst;
    }

    private static async Task<int> RunAsync(string project, string[] arguments, CancellationToken cancel)
    {
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
