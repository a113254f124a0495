using System.CommandLine;
using Autoencoders;
using Course.Chapters;
using Course.Running;
using Course.Saving;

namespace Course.Commands;

/// <summary><c>./course run</c>: executes chapters and writes their pages.</summary>
internal static class RunCommand
{
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(5);

    public static Command Create(CommandLine line)
    {
        var words = new Argument<string[]>("CHAPTER")
        {
            Description = "Chapters by number, name or file; all when none is named.",
            Arity = ArgumentArity.ZeroOrMore
        };
        var profile = new Option<string>("--profile")
        {
            Description = "quick: seconds a chapter; full: the numbers that are quoted.",
            DefaultValueFactory = _ => RunOptions.Quick
        };
        profile.AcceptOnlyFromAmong(RunOptions.Quick, RunOptions.Full);
        var data = new Option<string?>("--data")
        { Description = "A directory with data sets that you have already.", HelpName = "DIR" };
        var output = new Option<string?>("--out")
        {
            Description = "Where pages and executed notebooks go (default: out in the course's folder).",
            HelpName = "DIR"
        };
        var device = DeviceOption.Create();
        var processes = new Option<int?>("--processes")
        { Description = "Chapters at a time, sharing the cores (default: 2 in quick, 1 in full).", HelpName = "N" };
        var seed = new Option<int>("--seed")
        { Description = "Shifts every seed of the chapters: do their claims still hold?", HelpName = "N" };
        var save = new Option<bool>("--save")
        {
            Description = "For maintainers: writes the outputs back into notebooks/, figures as PNG "
            + "(needs Chromium)."
        };
        var command =
            new Command("run", "Runs chapters in reading order; writes pages, executed notebooks and summary.json.")
            { words, profile, data, output, device, processes, seed, save };
        command.SetAction((parsed, cancel) => RunAsync(line, parsed.GetValue(words) ?? [],
            new RunOptions(parsed.GetValue(profile)!, DataDirectory(parsed.GetValue(data)),
                Path.GetFullPath(parsed.GetValue(output) ?? line.Folder.Output),
                DeviceOption.Use(parsed.GetValue(device)),
                Processes(parsed.GetValue(processes), parsed.GetValue(profile)!), parsed.GetValue(seed)),
            parsed.GetValue(save), cancel));
        return command;
    }

    private static async Task<int> RunAsync(CommandLine line, string[] words, RunOptions options, bool save,
        CancellationToken cancel)
    {
        if (save && options.Seed != 0)
            throw new CourseException("--save keeps the chapters' own seeds; leave --seed out.", ExitCode.Usage);
        var chapters = ChapterList.In(line.Folder.Notebooks).Select(words);
        var saver = save ? new NotebookSaver(FigurePainter.Find(line.Folder)) : null;
        var console = line.Console();
        RunView view = line.IsTerminal && console.Profile.Capabilities.Ansi
            ? new LiveView(console)
            : new PlainView(line.Output, PlainInterval);
        line.Output.WriteLine($"Pages appear in {options.OutputDirectory} as chapters end.");
        var runs = await new CourseRun(line.Folder, RunnerCommand.Kernel(line.Folder), options)
            .RunAsync(chapters, view, cancel);
        RunReport.Write(console, runs);
        foreach (var run in runs.Where(r => saver is not null && r.Status == RunStatus.Ok
            && !cancel.IsCancellationRequested))
            line.Output.WriteLine(await saver!.SaveAsync(run, options.Profile, cancel));
        line.Output.WriteLine($"Open {Path.Combine(options.OutputDirectory, "index.html")} in a browser.");
        if (cancel.IsCancellationRequested)
            return ExitCode.Interrupted;
        return runs.All(r => r.Status == RunStatus.Ok) ? ExitCode.Ok : ExitCode.Failed;
    }

    // Two chapters of the full profile may want more memory than a Codespace has.
    private static int Processes(int? option, string profile) => option is < 1
        ? throw new CourseException($"--processes must be at least 1; it is {option}.", ExitCode.Usage)
        : option ?? (profile == RunOptions.Quick ? Math.Min(2, Environment.ProcessorCount) : 1);

    private static string? DataDirectory(string? option)
    {
        var directory = option ?? Environment.GetEnvironmentVariable(DatasetStore.Variable);
        return string.IsNullOrEmpty(directory) ? null : Directory.Exists(directory) ? directory
            : throw new CourseException($"{(option is null ? DatasetStore.Variable + "=" : "--data ")}{directory}: "
            + "there is no such directory.", ExitCode.Usage);
    }
}
