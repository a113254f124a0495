using Course.Running;

namespace Course.Sweeping;

/// <summary>Progress of a sweep as lines.</summary>
internal sealed class SweepLog(TextWriter output, TimeSpan interval)
{
    private readonly ProgressLines<SweepRun> lines = new(output, interval);

    public void Begin(IReadOnlyList<SweepRun> all)
    {
        lines.Begin(all);
        if (all.Count(run => run.Status == RunStatus.Ok) is > 0 and var finished)
            Line($"{finished} of {all.Count} runs are finished already.");
    }

    public void Changed(SweepRun run) =>
        lines.Changed(run, run.Configuration.Name, run.Status, run.Elapsed,
            $"{run.Text}, {RunView.Clock(run.Elapsed)}");

    public void Line(string text) => lines.Line(text);
}
