using System.CommandLine;
using CliWrap;
using Course.Running;
using Command = System.CommandLine.Command;

namespace Course.Commands;

/// <summary><c>./course bench</c>: runs the benchmark projects under <c>tests/bench/</c>, one or all in turn.</summary>
internal static class BenchCommand
{
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(10);

    public static Command Create(CommandLine line)
    {
        var name = new Argument<string?>("NAME")
        { Description = "The benchmark to run; without it, all of them in turn.", Arity = ArgumentArity.ZeroOrOne };
        var rest = new Argument<string[]>("ARGUMENT")
        { Description = "Handed on to the benchmark (after --).", Arity = ArgumentArity.ZeroOrMore };
        var list = new Option<bool>("--list") { Description = "Names the benchmarks, and runs none." };
        var command = new Command("bench", "Runs the benchmarks.") { name, rest, list };
        command.SetAction((parsed, cancel) =>
            RunAsync(line, parsed.GetValue(name), parsed.GetValue(rest) ?? [], parsed.GetValue(list), cancel));
        return command;
    }

    private static async Task<int> RunAsync(CommandLine line, string? name, string[] arguments, bool list,
        CancellationToken cancel)
    {
        var folder = line.Folder.Benches;
        var projects = (Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.csproj", SearchOption.AllDirectories)
            : [])
            .ToDictionary(p => Path.GetFileNameWithoutExtension(p), StringComparer.OrdinalIgnoreCase);
        if (list)
        {
            foreach (var known in projects.Keys.Order()) line.Output.WriteLine(known);
            return ExitCode.Ok;
        }
        if (name is not null)
            return await RunAsync(line, projects.TryGetValue(name, out var one) ? one
                : throw new CourseException($"there is no benchmark "
                + $"\"{name}\"{(Nearest.To(name, projects.Keys) is { } near ? $"; did you mean \"{near}\"?"
                    : "; ./course bench --list names them.")}", ExitCode.Usage), arguments, cancel);
        var worst = ExitCode.Ok;
        foreach (var (known, project) in projects.OrderBy(p => p.Key))
        {
            line.Output.WriteLine($"\n# {known}\n");
            var code = await RunAsync(line, project, arguments, cancel);
            if (code == ExitCode.Interrupted) return code;
            if (code != ExitCode.Ok) worst = code;
        }
        return worst;
    }

    private static async Task<int> RunAsync(CommandLine line, string project, string[] arguments,
        CancellationToken cancel) =>
        await Interruptible.RunAsync(Cli.Wrap("dotnet")
            .WithArguments(["run", "-c", "Release", "--project", project, "--", .. arguments])
            .WithStandardOutputPipe(PipeTarget.ToDelegate(line.Output.WriteLine))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(line.Error.WriteLine)), StopDeadline, cancel) switch
        {
            null => ExitCode.Interrupted,
            0 => ExitCode.Ok,
            _ => ExitCode.Failed,
        };
}
