namespace Course.Running;

/// <summary>Progress of chapters as lines.</summary>
internal sealed class PlainView(TextWriter output, TimeSpan interval) : RunView
{
    private readonly ProgressLines<ChapterRun> lines = new(output, interval);

    public override Task WhileAsync(Func<Task> work, IReadOnlyList<ChapterRun> runs)
    {
        lines.Begin(runs);
        return work();
    }

    public override void Changed(ChapterRun run) => lines.Changed(run, run.Chapter.Name, run.Status, run.Elapsed,
        run.Cell > 0 ? $"cell {run.Cell}/{run.Cells}, {Clock(run.Elapsed)} {run.Text}".TrimEnd() : null);
}
