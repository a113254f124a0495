using NotebookKernel.Display;

namespace Microsoft.DotNet.Interactive.Jupyter;

/// <summary>
/// Input from the person at the front end; the archived kernel has these in an assembly of its tool, which is no
/// package.
/// </summary>
public static class TopLevelMethods
{
    /// <summary>Asks for a line.</summary>
    /// <exception cref="NotSupportedException">Nobody can be asked: the notebook runs without a front end.</exception>
    public static string input(string prompt = "") => CellScope.AskCurrent(prompt, secret: false);

    /// <summary>Asks for a secret, which is not echoed.</summary>
    /// <exception cref="NotSupportedException">Nobody can be asked: the notebook runs without a front end.</exception>
    public static PasswordString password(string prompt = "") => new(CellScope.AskCurrent(prompt, secret: true));
}
