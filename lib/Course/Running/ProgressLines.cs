namespace Course.Running;

/// <summary>
/// Progress of things that run side by side as lines, for a log or a pipe: each one's start and end, and between them
/// lines that get rarer the longer it takes.
/// </summary>
internal sealed class ProgressLines<T>(TextWriter output, TimeSpan interval) where T : class
{
    private readonly Lock writing = new();
    private readonly Dictionary<T, TimeSpan> last = []; // of each that has started
    private IReadOnlyList<T> all = [];

    /// <summary>Tells what there is, in the order in which it is numbered.</summary>
    public void Begin(IReadOnlyList<T> all) => this.all = all;

    /// <summary>
    /// Is told of each event of one of them; <paramref name="text"/> is what it does, null while it has nothing to say.
    /// </summary>
    public void Changed(T one, string name, RunStatus status, TimeSpan elapsed, string? text)
    {
        lock (writing)
        {
            var isNew = last.TryAdd(one, elapsed);
            if (isNew)
                Write("started");
            var since = elapsed - last[one];
            if (status != RunStatus.Running)
                Write($"{status.ToString().ToLowerInvariant()} after {RunView.Clock(elapsed)}");
            else if (!isNew && text is not null && since >= interval && since >= elapsed / 10)
            {
                last[one] = elapsed;
                Write(text);
            }
        }

        void Write(string what) =>
            Line($"[{all.TakeWhile(other => other != one).Count() + 1}/{all.Count}] {name}: {what}");
    }

    /// <summary>Writes a line of another kind.</summary>
    public void Line(string text)
    {
        output.WriteLine(text);
        output.Flush();
    }
}
