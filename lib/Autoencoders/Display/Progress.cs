using System.Globalization;
using System.Text;

namespace Autoencoders.Display;

/// <summary>
/// One line that shows how far a loop has come, for a terminal and for a notebook: each report begins with a carriage
/// return and overwrites the line before it. Dispose it (<c>using</c>) to keep the last line.
/// </summary>
/// <remarks>It writes at most five times a second, so reporting every step costs next to nothing.</remarks>
public sealed class Progress : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private const int BarLength = 20;

    private readonly string _what;
    private readonly string _unit;
    private readonly long _total;
    private readonly TextWriter _output;
    private readonly TimeProvider _time;
    private readonly long _start;
    private long? _lastWritten;
    private long _done;
    private int _lineLength;
    private string _metrics = "";
    private bool _disposed;

    /// <summary>Starts the clock of a loop of <paramref name="total"/> steps; nothing is written until the first report.</summary>
    /// <param name="what">What is going on, such as "training".</param>
    /// <param name="total">How many steps there are; at least one.</param>
    /// <param name="unit">What a step is, such as "step" or "epoch".</param>
    public Progress(string what, long total, string unit = "step") : this(what, total, unit, Console.Out, TimeProvider.System)
    {
    }

    internal Progress(string what, long total, string unit, TextWriter output, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(what);
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        (_what, _total, _unit, _output, _time) = (what, total, unit, output, time);
        _start = time.GetTimestamp();
    }

    /// <summary>Says that <paramref name="done"/> of the steps are done, and what was measured, such as ("loss", 0.1043).</summary>
    public void Report(long done, params ReadOnlySpan<(string Name, double Value)> metrics)
    {
        if (!Begin(done))
            return;
        var text = new StringBuilder();
        foreach (var (name, value) in metrics)
            text.Append("  ").Append(name).Append(' ').Append(Numbers.Text(value));
        _metrics = text.ToString();
        Write(Line());
    }

    /// <summary>
    /// As the other form, with a text that is made only when the line is written: for metrics that cost something to read,
    /// such as a loss that still lies on a GPU.
    /// </summary>
    public void Report(long done, Func<string> metrics)
    {
        if (!Begin(done))
            return;
        _metrics = "  " + metrics();
        Write(Line());
    }

    /// <summary>Writes the last line, with the time that the loop took or how far it came, and ends it.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (_lastWritten is null)
            return;
        var ending = _done >= _total ? $"done in {Clock(Elapsed)}" : $"stopped after {Clock(Elapsed)}";
        Write($"{Head()}{_metrics}  {ending}");
        _output.WriteLine();
    }

    private TimeSpan Elapsed => _time.GetElapsedTime(_start);

    // True if it is time to write: for the first step, for the last one, and five times a second between them.
    private bool Begin(long done)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(done);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(done, _total);
        _done = done;
        if (_lastWritten is { } last && done < _total && _time.GetElapsedTime(last) < Interval)
            return false;
        _lastWritten = _time.GetTimestamp();
        return true;
    }

    private string Head()
    {
        var filled = (int)(BarLength * _done / _total);
        return string.Create(CultureInfo.InvariantCulture,
            $"{_what} {new string('█', filled)}{new string('░', BarLength - filled)} {100 * _done / _total,3}%  {_unit} {_done}/{_total}");
    }

    private string Line()
    {
        var left = _done == 0 ? "" : $", {Clock(Elapsed * ((double)(_total - _done) / _done))} left";
        return $"{Head()}{_metrics}  {Clock(Elapsed)}{left}";
    }

    private void Write(string line)
    {
        // Spaces wipe what a longer line left behind.
        _output.Write("\r" + line.PadRight(_lineLength));
        _output.Flush();
        _lineLength = line.Length;
    }

    private static string Clock(TimeSpan time) => time.TotalSeconds < 10
        ? time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s"
        : time.ToString(time.TotalHours < 1 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);
}
