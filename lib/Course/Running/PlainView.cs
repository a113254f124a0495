namespace Course.Running;

/// <summary>Progress as lines, for a log or a pipe: each chapter's start and end, and between them lines that get rarer the longer it takes.</summary>
internal sealed class PlainView(TextWriter output, TimeSpan interval) : RunView
{
    private IReadOnlyList<ChapterRun> runs = [];
    private ChapterRun? current;
    private TimeSpan last;

    public override Task WhileAsync(Func<Task> work, IReadOnlyList<ChapterRun> runs)
    {
        this.runs = runs;
        return work();
    }

    public override void Changed(ChapterRun run)
    {
        if (run != current)
        {
            current = run;
            last = TimeSpan.Zero;
            Write(run, "started");
        }
        if (run.Status != RunStatus.Running)
            Write(run, $"{run.Status.ToString().ToLowerInvariant()} after {Clock(run.Elapsed)}");
        else if (run.Cell > 0 && run.Elapsed - last >= interval && run.Elapsed - last >= run.Elapsed / 10)
        {
            last = run.Elapsed;
            Write(run, $"cell {run.Cell}/{run.Cells}, {Clock(run.Elapsed)} {run.Text}".TrimEnd());
        }
    }

    private void Write(ChapterRun run, string text)
    {
        var number = runs.TakeWhile(r => r != run).Count() + 1;
        output.WriteLine($"[{number}/{runs.Count}] {run.Chapter.Name}: {text}");
        output.Flush();
    }
}
