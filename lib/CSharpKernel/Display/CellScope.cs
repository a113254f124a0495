namespace CSharpKernel.Display;

/// <summary>
/// The cell to which code belongs. It flows with the execution context, so that what a background task of a finished cell
/// writes still goes to its own cell; code without a context (a native thread) counts to the cell that started last.
/// </summary>
public sealed class CellScope(IOutputSink outputs, CancellationToken cancellation)
{
    private static readonly AsyncLocal<CellScope?> Flowing = new();
    private static volatile CellScope? latest;

    /// <summary>The running code's cell, or null before the first one.</summary>
    public static CellScope? Current => Flowing.Value ?? latest;

    /// <summary>Where the cell's outputs go.</summary>
    public IOutputSink Outputs { get; } = outputs;

    /// <summary>Cancelled when the cell is to stop.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Asks the person at the front end for a line: prompt, whether it is a secret. Null where nobody can be asked.</summary>
    public Func<string, bool, string>? Ask { get; init; }

    /// <summary>Makes this cell the current one for the calling context and all that it starts.</summary>
    public void Enter()
    {
        Flowing.Value = this;
        latest = this;
    }
}
