using Course.Running;

namespace Course.Sweeping;

/// <summary>Progress of a sweep as lines: each run's start and end, and between them lines that get rarer the longer it takes.</summary>
internal sealed class SweepLog(TextWriter output, TimeSpan interval)
{
    private readonly Lock writing = new();
    private readonly Dictionary<SweepRun, TimeSpan> last = [];
    private IReadOnlyList<SweepRun> runs = [];

    public void Begin(IReadOnlyList<SweepRun> all)
    {
        runs = all;
        if (all.Count(run => run.Status == RunStatus.Ok) is > 0 and var finished) Line($"{finished} of {all.Count} runs are finished already.");
    }

    public void Changed(SweepRun run)
    {
        lock (writing)
        {
            var isNew = !last.TryGetValue(run, out var before);
            if (run.Status == RunStatus.Running && !isNew && (run.Elapsed - before < interval || run.Elapsed - before < run.Elapsed / 10)) return;
            last[run] = run.Elapsed;
            var number = runs.TakeWhile(other => other != run).Count() + 1;
            var text = isNew ? "started" : run.Status == RunStatus.Running ? $"{run.Text}, {RunView.Clock(run.Elapsed)}" : $"{run.Status.ToString().ToLowerInvariant()} after {RunView.Clock(run.Elapsed)}";
            Line($"[{number}/{runs.Count}] {run.Configuration.Name}: {text}");
        }
    }

    public void Line(string text)
    {
        output.WriteLine(text);
        output.Flush();
    }
}
