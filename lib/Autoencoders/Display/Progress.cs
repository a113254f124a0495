using System.Globalization;
using System.Text;

namespace Autoencoders;

/// <summary>
/// One line that shows how far a loop has come, for a terminal and for a notebook: each report begins with a carriage
/// return and overwrites the line before it. Dispose it (<c>using</c>) to keep the last line.
/// </summary>
/// <remarks>It writes at most five times a second, so reporting every step costs next to nothing.</remarks>
public sealed class Progress : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private const int BarLength = 20;

    private readonly string what;
    private readonly string unit;
    private readonly long total;
    private readonly TextWriter output;
    private readonly TimeProvider time;
    private readonly long start;
    private long? lastWritten;
    private long done;
    private int lineLength;
    private string metrics = "";
    private bool disposed;

    /// <summary>
    /// Starts the clock of a loop of <paramref name="total"/> steps; nothing is written until the first report.
    /// </summary>
    /// <param name="what">What is going on, such as "training".</param>
    /// <param name="total">How many steps there are; at least one.</param>
    /// <param name="unit">What a step is, such as "step" or "epoch".</param>
    public Progress(string what, long total, string unit = "step")
        : this(what, total, unit, Console.Out, TimeProvider.System)
    {
    }

    internal Progress(string what, long total, string unit, TextWriter output, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(what);
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        (this.what, this.total, this.unit, this.output, this.time) = (what, total, unit, output, time);
        start = time.GetTimestamp();
    }

    /// <summary>
    /// Says that <paramref name="done"/> of the steps are done, and what was measured, such as ("loss", 0.1043).
    /// </summary>
    public void Report(long done, params ReadOnlySpan<(string Name, double Value)> metrics)
    {
        if (!Begin(done))
            return;
        var text = new StringBuilder();
        foreach (var (name, value) in metrics)
            text.Append("  ").Append(name).Append(' ').Append(Numbers.Text(value));
        this.metrics = text.ToString();
        Write(Line());
    }

    /// <summary>
    /// As the other form, with a text that is made only when the line is written: for metrics that cost something to
    /// read, such as a loss that still lies on a GPU.
    /// </summary>
    public void Report(long done, Func<string> metrics)
    {
        if (!Begin(done))
            return;
        this.metrics = "  " + metrics();
        Write(Line());
    }

    /// <summary>Writes the last line, with the time that the loop took or how far it came, and ends it.</summary>
    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        if (lastWritten is null)
            return;
        var ending = done >= total ? $"done in {Clock(Elapsed)}" : $"stopped after {Clock(Elapsed)}";
        Write($"{Head()}{metrics}  {ending}");
        output.WriteLine();
    }

    private TimeSpan Elapsed => time.GetElapsedTime(start);

    // True if it is time to write: for the first step, for the last one, and five times a second between them.
    private bool Begin(long done)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(done);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(done, total);
        this.done = done;
        if (lastWritten is { } last && done < total && time.GetElapsedTime(last) < Interval)
            return false;
        lastWritten = time.GetTimestamp();
        return true;
    }

    private string Head()
    {
        var filled = (int)(BarLength * done / total);
        return string.Create(CultureInfo.InvariantCulture,
            $"{what} {new string('█', filled)}{new string('░', BarLength - filled)} {100 * done
                / total,3}%  {unit} {done}/{total}");
    }

    private string Line()
    {
        var left = done == 0 ? "" : $", {Clock(Elapsed * ((double)(total - done) / done))} left";
        return $"{Head()}{metrics}  {Clock(Elapsed)}{left}";
    }

    private void Write(string line)
    {
        // Spaces wipe what a longer line left behind.
        output.Write("\r" + line.PadRight(lineLength));
        output.Flush();
        lineLength = line.Length;
    }

    private static string Clock(TimeSpan time) => time.TotalSeconds < 10
        ? time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s"
        : time.ToString(time.TotalHours < 1 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);
}
