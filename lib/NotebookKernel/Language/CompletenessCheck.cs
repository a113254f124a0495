using NotebookKernel.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NotebookKernel.Language;

/// <summary>Says whether a console should run what was typed or let the user go on.</summary>
internal static class CompletenessCheck
{
    private const int IndentWidth = 4;

    private static readonly CSharpParseOptions Script = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    public static Completeness Check(string cell)
    {
        var tree = SyntaxFactory.ParseSyntaxTree(CellText.Read(cell).CSharp, Script);
        if (!SyntaxFactory.IsCompleteSubmission(tree))
            return new Completeness("incomplete", new string(' ', Indent(cell)));
        return new Completeness(tree.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error)
            ? "invalid"
            : "complete");
    }

    // The last line's, and one step more after an opening bracket.
    private static int Indent(string cell)
    {
        var last = cell.TrimEnd().Split('\n')[^1];
        return last.Length - last.TrimStart(' ').Length
            + (last.EndsWith('{') || last.EndsWith('(') || last.EndsWith('[') ? IndentWidth : 0);
    }
}
