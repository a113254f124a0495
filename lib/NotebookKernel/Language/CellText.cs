using NotebookKernel.Session;

namespace NotebookKernel.Language;

/// <summary>
/// A cell as the compiler is to see it: all that is not C# is blank, and what remains stands where it stood.
/// </summary>
internal sealed class CellText
{
    private CellText(string csharp) => CSharp = csharp;

    /// <summary>The C#, as long as the cell.</summary>
    public string CSharp { get; }

    public static CellText Read(string cell)
    {
        // As many characters as before: positions count.
        var lines = cell.Replace('\r', ' ').Split('\n');
        var isCode = new bool[lines.Length];
        foreach (var part in CellParts.Split(string.Join('\n', lines)).OfType<CodePart>())
        {
            var directives = Directives.LinesOf(part.Code);
            for (var i = part.Line - 1; i < part.Code.Count(c => c == '\n') + 1; i++)
                isCode[i] = !directives.Any(directive => directive.Line == i);
        }
        return new CellText(
            string.Join('\n', lines.Select((line, i) => isCode[i] ? line : new string(' ', line.Length))));
    }
}
