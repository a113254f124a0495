using System.Text.RegularExpressions;
using CSharpKernel.Session;

namespace CSharpKernel.Language;

/// <summary>A cell as the compiler is to see it: all that is not C# is blank, and what remains stands where it stood.</summary>
internal sealed partial class CellText
{
    private CellText(string csharp) => CSharp = csharp;

    /// <summary>The C#, as long as the cell.</summary>
    public string CSharp { get; }

    public static CellText Of(string cell)
    {
        // As many characters as before: positions count.
        var lines = cell.Replace('\r', ' ').Split('\n');
        var isCode = new bool[lines.Length];
        foreach (var part in CellParts.Split(string.Join('\n', lines)).OfType<CodePart>())
            for (var i = part.Line - 1; i < part.Code.Count(c => c == '\n') + 1; i++)
                isCode[i] = !Directive().IsMatch(lines[i]);
        return new CellText(string.Join('\n', lines.Select((line, i) => isCode[i] ? line : new string(' ', line.Length))));
    }

    [GeneratedRegex("""^\s*#[ri]\s*("|$)""")]
    private static partial Regex Directive();
}
