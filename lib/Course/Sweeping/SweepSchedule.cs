using Autoencoders;
using Course.Running;

namespace Course.Sweeping;

/// <summary>Does the runs of a sweep that are not finished yet, so many at a time.</summary>
internal sealed class SweepSchedule(IReadOnlyList<string> command, int processes, SweepLog log)
{
    /// <summary>
    /// Does the runs; one that fails does not keep the others from running. Returns what became of each.
    /// </summary>
    /// <exception cref="CourseException">A result that lies in the folder is damaged, or of another
    /// configuration.</exception>
    public async Task<IReadOnlyList<SweepRun>> RunAsync(IReadOnlyList<RunConfiguration> configurations, string folder,
        CancellationToken cancel)
    {
        List<SweepRun> runs = [.. configurations.Select(configuration => new SweepRun(configuration))];
        foreach (var run in runs.Where(run => IsFinished(folder, run.Configuration))) run.End(RunStatus.Ok);
        Directory.CreateDirectory(folder);
        log.Begin(runs);
        try
        {
            await Parallel.ForEachAsync(runs.Where(run => run.Status == RunStatus.Waiting),
                new ParallelOptions { MaxDegreeOfParallelism = processes, CancellationToken = cancel },
                async (run, _) => await new SweepProcess(command).RunAsync(run, log.Changed, cancel));
        }
        catch (OperationCanceledException)
        {
            log.Line("Interrupted; the same command goes on from here.");
        }
        return runs;
    }

    private static bool IsFinished(string folder, RunConfiguration run)
    {
        try
        {
            return SweepRunner.Finished(folder, run) is not null;
        }
        catch (DataFileException e)
        {
            throw new CourseException(e.Message);
        }
    }
}
