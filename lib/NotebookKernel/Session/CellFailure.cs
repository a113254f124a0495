namespace NotebookKernel.Session;

/// <summary>
/// A cell cannot be run as it is written: what is wrong with a directive, a magic or a package. It has no stack trace
/// worth showing.
/// </summary>
internal sealed class CellFailure(string name, string message, int? line = null) : Exception(message)
{
    public string Name { get; } = name;

    /// <summary>The cell's line, counted from 1.</summary>
    public int? Line { get; } = line;
}
