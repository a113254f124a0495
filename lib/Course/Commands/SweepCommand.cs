using System.CommandLine;
using System.Globalization;
using Autoencoders;
using Course.Running;
using Course.Sweeping;

namespace Course.Commands;

/// <summary>
/// <c>./course sweep FILE</c>: trains and measures the models that a file declares, over several processes, and
/// collects one table.
/// </summary>
internal static class SweepCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public static Command Create(CommandLine line)
    {
        var file = new Argument<string>("FILE")
        { Description = "The sweep: a JSON file such as data/sweeps/dsprites.json." };
        var processes = new Option<int>("--processes")
        {
            Description = "Runs at a time, each on one thread (default: the number of cores).",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount
        };
        var output = new Option<string?>("--out")
        {
            Description = "Where results and checkpoints go (default: out/sweeps/ and the file's name).",
            HelpName = "DIR"
        };
        var device = DeviceOption.Create();
        var one = new Option<string?>("--run") { Description = "Does this run alone, in this process.", Hidden = true };
        var command = new Command("sweep", "Trains and measures the models that a file declares; finished runs are "
            + "kept, stopped ones go on where they were.") { file, processes, output, device, one };
        command.SetAction(async (parsed, cancel) =>
        {
            var sweep = SweepFile.Read(parsed.GetValue(file)!);
            var folder = Path.GetFullPath(parsed.GetValue(output)
                ?? Path.Combine(line.Folder.Output, "sweeps", sweep.Name));
            if (parsed.GetValue(processes) is < 1 and var count)
                throw new CourseException($"--processes must be at least 1; it is {count}.", ExitCode.Usage);
            var named = DeviceOption.Use(parsed.GetValue(device));
            return parsed.GetValue(one) is { } name ? RunHere(line, sweep, name, folder, cancel)
                : await RunAllAsync(line, sweep, parsed.GetValue(processes), folder, named, cancel);
        });
        return command;
    }

    private static async Task<int> RunAllAsync(CommandLine line, SweepFile sweep, int processes, string folder,
        string? device, CancellationToken cancel)
    {
        line.Output.WriteLine($"{sweep.Runs.Count} runs on {Compute.Name}, {processes} at a time");
        var runs = await new SweepSchedule(Command(sweep, folder, device), processes,
            new SweepLog(line.Output, Interval)).RunAsync(sweep.Runs, folder, cancel);
        var results = sweep.Runs.Select(run => SweepRunner.Finished(folder, run)).OfType<RunResult>().ToList();
        if (results.Count > 0)
        {
            var table = Path.Combine(folder, $"{sweep.Name}.csv");
            SweepTable.Save(table, results);
            line.Output.WriteLine(
                $"\n{SweepTable.Summary(results)}\n\n{results.Count} of {sweep.Runs.Count} runs: {table}");
        }
        foreach (var run in runs.Where(run => run.Status == RunStatus.Failed))
            line.Error.WriteLine($"course: {run.Configuration.Name} failed: {run.Text}");
        return cancel.IsCancellationRequested ? ExitCode.Interrupted : results.Count == sweep.Runs.Count
            ? ExitCode.Ok
            : ExitCode.Failed;
    }

    /// <summary>The child's side: one run, its progress as lines.</summary>
    private static int RunHere(CommandLine line, SweepFile sweep, string name, string folder, CancellationToken cancel)
    {
        var run = sweep.Runs.FirstOrDefault(run => run.Name == name)
            ?? throw new CourseException($"{sweep.Path} has no run {name}.", ExitCode.Usage);
        var (next, mean) = (DateTime.UtcNow, double.NaN);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, SweepProcess.ParentGone());
        try
        {
            SweepRunner.Run(folder, run, (step, loss) =>
            {
                mean = double.IsNaN(mean) ? loss : mean + 0.02 * (loss - mean);
                if (DateTime.UtcNow < next && step != run.Steps) return;
                next = DateTime.UtcNow + TimeSpan.FromSeconds(1);
                line.Output.WriteLine(
                    string.Create(CultureInfo.InvariantCulture,
                        $"{SweepProcess.Progress}step {step}/{run.Steps}, loss {mean:F1} nats{(step == run.Steps
                            ? ", measuring"
                            : "")}"));
            }, stop.Token);
            return ExitCode.Ok;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is DataFileException or NonFiniteLossException or IOException)
        {
            throw new CourseException(e.Message);
        }
    }

    private static string[] Command(SweepFile sweep, string folder, string? device) =>
        ["dotnet", typeof(SweepCommand).Assembly.Location, "sweep", Path.GetFullPath(sweep.Path), "--out", folder,
            .. device is null ? [] : new[] { "--device", device }, "--run"];
}
