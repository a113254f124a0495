using System.CommandLine;
using System.Xml.Linq;
using CliWrap;
using Course.Running;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace Course.Commands;

/// <summary><c>./course test</c>: the whole suite, slow tests last; the last line sums up all projects.</summary>
internal static class TestCommand
{
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(10);

    public static Command Create(CommandLine line)
    {
        var fast = new Option<bool>("--fast") { Description = "Leaves out what is marked as slow." };
        var command = new Command("test", "Runs the whole test suite, slow tests last.") { fast };
        command.SetAction((parsed, cancel) => RunAsync(line, parsed.GetValue(fast), cancel));
        return command;
    }

    private static async Task<int> RunAsync(CommandLine line, bool fast, CancellationToken cancel)
    {
        var folder = line.Folder;
        if (Directory.Exists(folder.TestResults))
            Directory.Delete(folder.TestResults, recursive: true);
        var code = await TestAsync(line, ["--filter", "Speed!=slow"], cancel);
        if (!fast && code is not null)
        {
            // One project after the other: side by side, libtorch's threads would wait for each other.
            var slow = await TestAsync(line, ["--filter", "Speed=slow", "--no-build", "-m:1"], cancel);
            code = Math.Max(code.Value, slow ?? -1);
        }
        return code is null || cancel.IsCancellationRequested
            ? ExitCode.Interrupted
            : Report(line, TestResults.ReadAll(folder.TestResults), code.Value);
    }

    /// <summary>Runs the tests that a filter names; the exit code, null when they were stopped.</summary>
    private static Task<int?> TestAsync(CommandLine line, string[] filter, CancellationToken cancel) =>
        Interruptible.RunAsync(
            Cli.Wrap("dotnet")
                .WithArguments(["test", line.Folder.Solution, "-c", "Release", "--nologo", "-v", "quiet", .. filter,
                    "--logger", "console;verbosity=minimal", "--logger", "trx",
                    "--results-directory", line.Folder.TestResults,
                    "--blame-hang-timeout", "10m", "--blame-hang-dump-type", "none"])
                // Servers that outlive the tests would keep the memory that training wants.
                .WithEnvironmentVariables(set => set
                    .Set("MSBUILDDISABLENODEREUSE", "1")
                    .Set("UseSharedCompilation", "false"))
                .WithStandardOutputPipe(PipeTarget.ToDelegate(line.Output.WriteLine))
                .WithStandardErrorPipe(PipeTarget.ToDelegate(line.Error.WriteLine)),
            StopDeadline, cancel);

    private static int Report(CommandLine line, IReadOnlyList<TestResults> results, int exitCode)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("Project");
        foreach (var column in new[] { "Passed", "Failed", "Skipped", "Seconds" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var r in results)
            table.AddRow(r.Project, $"{r.Passed}", $"{r.Failed}", $"{r.Skipped}", $"{r.Seconds:0.0}");
        line.Console().Write(table);
        var (passed, failed, skipped) =
            (results.Sum(r => r.Passed), results.Sum(r => r.Failed), results.Sum(r => r.Skipped));
        if (exitCode != 0 && failed == 0)
            line.Output.WriteLine("The suite did not build or run to its end; the reason stands above.");
        line.Output.WriteLine($"{passed} passed, {failed} failed, {skipped} skipped");
        return exitCode == 0 && failed == 0 && passed > 0 ? ExitCode.Ok : ExitCode.Failed;
    }
}

/// <summary>The counts of one test project, from the TRX files that its runs wrote.</summary>
internal sealed record TestResults(string Project, int Passed, int Failed, int Skipped, double Seconds)
{
    /// <summary>The counts of all projects whose files lie in a folder.</summary>
    public static IReadOnlyList<TestResults> ReadAll(string folder) =>
    [
        .. (Directory.Exists(folder) ? Directory.GetFiles(folder, "*.trx") : [])
            .Select(Read)
            .GroupBy(run => run.Project)
            .Select(runs => new TestResults(runs.Key, runs.Sum(run => run.Passed), runs.Sum(run => run.Failed),
                runs.Sum(run => run.Skipped), runs.Sum(run => run.Seconds)))
            .Where(project => project.Passed + project.Failed + project.Skipped > 0)
            .OrderBy(project => project.Project, StringComparer.Ordinal),
    ];

    public static TestResults Read(string path)
    {
        var document = XDocument.Load(path).Root!;
        var ns = document.Name.Namespace;
        var counters = document.Descendants(ns + "Counters").Single();
        var (total, executed, passed) = (Count("total"), Count("executed"), Count("passed"));
        var times = document.Element(ns + "Times")!;
        var project = document.Descendants(ns + "TestMethod").FirstOrDefault()?.Attribute("codeBase")?.Value;
        return new TestResults(project is null
            ? Path.GetFileName(path)
            : Path.GetFileNameWithoutExtension(project), passed, executed - passed,
            total - executed,
            ((DateTimeOffset)times.Attribute("finish")! - (DateTimeOffset)times.Attribute("start")!).TotalSeconds);

        int Count(string name) => (int)counters.Attribute(name)!;
    }
}
