namespace NotebookKernel.Display;

/// <summary>
/// The cell to which code belongs. It flows with the execution context, so that what a background task of a finished
/// cell writes still goes to its own cell; code without a context (a native thread) counts to the cell that started
/// last.
/// </summary>
public sealed class CellScope(IOutputSink outputs, CancellationToken cancellation)
{
    private static readonly AsyncLocal<CellScope?> Flowing = new();
    private static volatile CellScope? latest;

    /// <summary>How long the showing of one value may take before the cell is stopped.</summary>
    internal static TimeSpan LongestShowing { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The running code's cell, or null before the first one.</summary>
    public static CellScope? Current => Flowing.Value ?? latest;

    /// <summary>Where the cell's outputs go.</summary>
    public IOutputSink Outputs { get; } = outputs;

    /// <summary>Cancelled when the cell is to stop.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>
    /// Asks the person at the front end for a line: prompt, whether it is a secret. Null where nobody can be asked.
    /// </summary>
    public Func<string, bool, string>? Ask { get; init; }

    /// <summary>
    /// Stops the cell because of an error that its own code cannot throw, being stuck; null while nothing runs.
    /// </summary>
    internal Action<ErrorOutput>? Stop { get; set; }

    /// <summary>Asks the person at the front end of the running cell for a line.</summary>
    /// <exception cref="NotSupportedException">Nobody can be asked: the notebook runs without a front end.</exception>
    internal static string AskCurrent(string prompt, bool secret) =>
        (Current?.Ask ?? throw new NotSupportedException("Input was asked for, but the front end does not allow it."))(
            prompt, secret);

    /// <summary>
    /// Stops the running cell if the showing of a value of this type, until the watch is disposed of, takes too long.
    /// </summary>
    internal static IDisposable? Watch(Type type)
    {
        if (Current is not { Stop: not null } scope)
            return null;
        var why = $"A value of type {TypeNames.Write(type)} could not be shown "
            + $"within {LongestShowing.TotalSeconds:0} s: one of its getters, "
            + "or the sequence that it is, does not return. Show what you want to see of it.";
        return new Timer(_ => scope.Stop?.Invoke(new ErrorOutput("DisplayTimeout", why, [$"DisplayTimeout: {why}"])),
            null, LongestShowing, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Makes this cell the current one for the calling context and all that it starts.</summary>
    public void Enter()
    {
        Flowing.Value = this;
        latest = this;
    }
}
