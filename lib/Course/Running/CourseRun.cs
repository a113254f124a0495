using Course.Chapters;
using Course.Pages;

namespace Course.Running;

/// <summary>Runs chapters one after the other, each in its own process, and keeps pages and summary up to date.</summary>
internal sealed class CourseRun(CourseFolder folder, RunnerCommand runner, RunOptions options)
{
    /// <summary>Runs the chapters; one that fails does not keep the others from running. Returns what became of each.</summary>
    public async Task<IReadOnlyList<ChapterRun>> RunAsync(IReadOnlyList<Chapter> chapters, RunView view, CancellationToken cancel)
    {
        var all = ChapterList.In(folder.Notebooks);
        var summary = RunSummary.Read(options.OutputDirectory);
        var site = new Site(folder, options.OutputDirectory);
        Directory.CreateDirectory(options.OutputDirectory);
        site.CopyAssets();
        var process = new ChapterProcess(runner, options);
        IReadOnlyList<ChapterRun> runs = [.. chapters.Select(c => new ChapterRun(c))];
        await view.WhileAsync(async () =>
        {
            foreach (var run in runs.TakeWhile(_ => !cancel.IsCancellationRequested))
            {
                await process.RunAsync(run, view.Changed, cancel);
                if (run.Status == RunStatus.Interrupted)
                    break;
                summary = summary.With(run, options.Profile, all);
                summary.Write(options.OutputDirectory);
                site.Write(summary, run.Chapter);
            }
            // All pages, not only the new ones: their links to each other depend on which there are.
            site.Write(summary);
        }, runs);
        return runs;
    }
}
