using Course.Chapters;
using Course.Pages;

namespace Course.Running;

/// <summary>
/// Runs chapters, each in its own process and so many at a time as the options say, and keeps pages and summary up to
/// date.
/// </summary>
internal sealed class CourseRun(CourseFolder folder, RunnerCommand runner, RunOptions options)
{
    /// <summary>
    /// Runs the chapters; one that fails does not keep the others from running. Returns what became of each.
    /// </summary>
    public async Task<IReadOnlyList<ChapterRun>> RunAsync(IReadOnlyList<Chapter> chapters, RunView view,
        CancellationToken cancel)
    {
        var all = ChapterList.In(folder.Notebooks);
        var summary = RunSummary.Read(options.OutputDirectory);
        var site = new Site(folder, options.OutputDirectory);
        Directory.CreateDirectory(options.OutputDirectory);
        site.CopyAssets();
        // A chapter that runs alone has all cores.
        var atATime = Math.Clamp(chapters.Count, 1, options.Processes);
        var process = new ChapterProcess(runner, options with { Processes = atATime });
        IReadOnlyList<ChapterRun> runs = [.. chapters.Select(c => new ChapterRun(c))];
        await view.WhileAsync(async () =>
        {
            try
            {
                await Parallel.ForEachAsync(runs,
                    new ParallelOptions { MaxDegreeOfParallelism = atATime, CancellationToken = cancel },
                    async (run, _) =>
                {
                    await process.RunAsync(run, view.Changed, cancel);
                    if (run.Status != RunStatus.Interrupted)
                        Keep(run);
                });
            }
            catch (OperationCanceledException)
            {
                // what ended before is kept
            }
            // All pages, not only the new ones: their links to each other depend on which there are.
            site.Write(summary);
        }, runs);
        return runs;

        void Keep(ChapterRun run)
        {
            lock (site)
            {
                summary = summary.With(run, options.Profile, all);
                summary.Write(options.OutputDirectory);
                site.Write(summary, run.Chapter);
            }
        }
    }
}
