using NotebookKernel.Display;

namespace NotebookKernel.Session;

/// <summary>
/// What every cell can call without a using, besides the functions of .NET Interactive's <c>Kernel</c>.
/// </summary>
public static class CellFunctions
{
    /// <summary>
    /// Removes what the cell has put out so far, at once or, with <paramref name="wait"/>, when its next output comes.
    /// </summary>
    public static void ClearOutput(bool wait = false) => CellScope.Current?.Outputs.Write(new ClearOutput(wait));
}
