using System.Globalization;

namespace Course.Running;

/// <summary>Shows the progress of a run.</summary>
internal abstract class RunView
{
    /// <summary>Shows the chapters while the work is done.</summary>
    public abstract Task WhileAsync(Func<Task> work, IReadOnlyList<ChapterRun> runs);

    /// <summary>Is told of each event of a chapter.</summary>
    public virtual void Changed(ChapterRun run)
    {
    }

    /// <summary>Minutes and seconds (<c>1:05</c>), and hours where there are any.</summary>
    public static string Clock(TimeSpan time) =>
        time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
