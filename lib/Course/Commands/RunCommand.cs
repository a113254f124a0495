using System.CommandLine;
using Autoencoders.Data;
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
        var words = new Argument<string[]>("CHAPTER") { Description = "Chapters by number, name or file; all when none is named.", Arity = ArgumentArity.ZeroOrMore };
        var profile = new Option<string>("--profile") { Description = "quick: seconds a chapter; full: the numbers that are quoted.", DefaultValueFactory = _ => RunOptions.Quick };
        profile.AcceptOnlyFromAmong(RunOptions.Quick, RunOptions.Full);
        var data = new Option<string?>("--data") { Description = "A directory with data sets that you have already.", HelpName = "DIR" };
        var output = new Option<string?>("--out") { Description = "Where pages and executed notebooks go (default: out in the course's folder).", HelpName = "DIR" };
        var save = new Option<bool>("--save") { Description = "For maintainers: writes the outputs back into notebooks/, figures as PNG (needs Chromium)." };
        var command = new Command("run", "Runs chapters in reading order; writes pages, executed notebooks and summary.json.") { words, profile, data, output, save };
        command.SetAction((parsed, cancel) => RunAsync(line, parsed.GetValue(words) ?? [],
            new RunOptions(parsed.GetValue(profile)!, DataDirectory(parsed.GetValue(data)), Path.GetFullPath(parsed.GetValue(output) ?? line.Folder.Output)),
            parsed.GetValue(save), cancel));
        return command;
    }

    private static async Task<int> RunAsync(CommandLine line, string[] words, RunOptions options, bool save, CancellationToken cancel)
    {
        var chapters = ChapterList.In(line.Folder.Notebooks).Select(words);
        var saver = save ? new NotebookSaver(FigurePainter.Find(line.Folder)) : null;
        var console = line.Console();
        RunView view = line.IsTerminal && console.Profile.Capabilities.Ansi ? new LiveView(console) : new PlainView(line.Output, PlainInterval);
        var runs = await new CourseRun(line.Folder, RunnerCommand.Kernel(line.Folder), options).RunAsync(chapters, view, cancel);
        RunReport.Write(console, runs);
        line.Output.WriteLine($"Pages: {Path.Combine(options.OutputDirectory, "index.html")}");
        if (cancel.IsCancellationRequested)
            return ExitCode.Interrupted;
        foreach (var run in runs.Where(r => saver is not null && r.Status == RunStatus.Ok))
            line.Output.WriteLine(await saver!.SaveAsync(run, options.Profile, cancel));
        return runs.All(r => r.Status == RunStatus.Ok) ? ExitCode.Ok : ExitCode.Failed;
    }

    private static string? DataDirectory(string? option)
    {
        var directory = option ?? Environment.GetEnvironmentVariable(DatasetStore.Variable);
        return string.IsNullOrEmpty(directory) ? null : Directory.Exists(directory) ? directory
            : throw new CourseException($"{(option is null ? DatasetStore.Variable + "=" : "--data ")}{directory}: there is no such directory.", ExitCode.Usage);
    }
}
