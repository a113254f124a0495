using System.CommandLine;
using System.Diagnostics;
using System.Xml.Linq;
using Spectre.Console;

namespace Course.Commands;

/// <summary><c>./course test</c>: the whole suite; the last line sums up all projects.</summary>
internal static class TestCommand
{
    public static Command Create(CommandLine line)
    {
        var command = new Command("test", "Runs the whole test suite.");
        command.SetAction((_, cancel) => RunAsync(line, cancel));
        return command;
    }

    private static async Task<int> RunAsync(CommandLine line, CancellationToken cancel)
    {
        var folder = line.Folder;
        if (Directory.Exists(folder.TestResults))
            Directory.Delete(folder.TestResults, recursive: true);
        var start = new ProcessStartInfo("dotnet", ["test", folder.Solution, "-c", "Release", "--nologo", "-v", "quiet",
            "--logger", "console;verbosity=minimal", "--logger", "trx", "--results-directory", folder.TestResults,
            "--blame-hang-timeout", "10m", "--blame-hang-dump-type", "none"]);
        // Servers that outlive the tests would keep the memory that training wants.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using var process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            await Running.Signal.StopAsync(process, TimeSpan.FromSeconds(10));
            return ExitCode.Interrupted;
        }
        var results = Directory.Exists(folder.TestResults)
            ? Directory.GetFiles(folder.TestResults, "*.trx").Select(TestResults.Read).Where(r => r.Passed + r.Failed + r.Skipped > 0).OrderBy(r => r.Project, StringComparer.Ordinal).ToList()
            : [];
        return Report(line, results, process.ExitCode);
    }

    private static int Report(CommandLine line, List<TestResults> results, int exitCode)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("Project");
        foreach (var column in new[] { "Passed", "Failed", "Skipped", "Seconds" })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var r in results)
            table.AddRow(r.Project, $"{r.Passed}", $"{r.Failed}", $"{r.Skipped}", $"{r.Seconds:0.0}");
        line.Console().Write(table);
        var (passed, failed, skipped) = (results.Sum(r => r.Passed), results.Sum(r => r.Failed), results.Sum(r => r.Skipped));
        if (exitCode != 0 && failed == 0)
            line.Output.WriteLine("The suite did not build or run to its end; the reason stands above.");
        line.Output.WriteLine($"{passed} passed, {failed} failed, {skipped} skipped");
        return exitCode == 0 && failed == 0 && passed > 0 ? ExitCode.Ok : ExitCode.Failed;
    }
}

/// <summary>The counts of one test project, from the TRX file that its run wrote.</summary>
internal sealed record TestResults(string Project, int Passed, int Failed, int Skipped, double Seconds)
{
    public static TestResults Read(string path)
    {
        var document = XDocument.Load(path).Root!;
        var ns = document.Name.Namespace;
        var counters = document.Descendants(ns + "Counters").Single();
        var (total, executed, passed) = (Count("total"), Count("executed"), Count("passed"));
        var times = document.Element(ns + "Times")!;
        var project = document.Descendants(ns + "TestMethod").FirstOrDefault()?.Attribute("codeBase")?.Value;
        return new TestResults(project is null ? Path.GetFileName(path) : Path.GetFileNameWithoutExtension(project), passed, executed - passed,
            total - executed, ((DateTimeOffset)times.Attribute("finish")! - (DateTimeOffset)times.Attribute("start")!).TotalSeconds);

        int Count(string name) => (int)counters.Attribute(name)!;
    }
}
