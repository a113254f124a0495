using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using NotebookKernel.Notebooks;

namespace NotebookKernel.Session;

/// <summary>
/// A stretch of a cell: C# (padded so that its line numbers are the cell's), a text of another kind, or a magic
/// command.
/// </summary>
internal abstract record CellPart(int Line);

/// <summary>C# code.</summary>
internal sealed record CodePart(string Code, int Line) : CellPart(Line);

/// <summary>Text of a kind that is displayed: markdown, HTML, …</summary>
internal sealed record TextPart(string Kind, string Text, int Line) : CellPart(Line);

/// <summary>A magic command with the rest of its line.</summary>
internal sealed record MagicPart(string Name, string Arguments, int Line) : CellPart(Line);

/// <summary>Takes a cell apart at its lines that begin with <c>#!</c>.</summary>
internal static partial class CellParts
{
    public static IReadOnlyList<CellPart> Split(string source, string? kind = null)
    {
        var lines = source.ReplaceLineEndings("\n").Split('\n');
        var isText = TextOf(source, lines);
        var parts = new List<CellPart>();
        var start = 0;
        var kindNow = kind is not null && CellKinds.Texts.TryGetValue(kind, out var known) ? known : null;
        for (var i = 0; i < lines.Length; i++)
        {
            if (Magic().Match(lines[i]) is not { Success: true } match || isText(i))
                continue;
            var name = match.Groups["name"].Value;
            var selects = CellKinds.IsKnown(name);
            // A text goes on until another kind is selected.
            if (kindNow is not null && !selects)
                continue;
            Close(i);
            start = i + 1;
            if (selects)
                kindNow = CellKinds.Texts.GetValueOrDefault(name);
            else
                parts.Add(new MagicPart(name, match.Groups["rest"].Value.Trim(), i + 1));
        }
        Close(lines.Length);
        return parts;

        void Close(int end)
        {
            var text = string.Join('\n', lines[start..end]);
            if (string.IsNullOrWhiteSpace(text))
                return;
            parts.Add(kindNow is null
                ? new CodePart(new string('\n', start) + text, start + 1)
                : new TextPart(kindNow, text.Trim('\n'), start + 1));
        }
    }

    // A line in a raw string or in a comment only looks like a magic.
    private static Func<int, bool> TextOf(string source, string[] lines)
    {
        if (!source.Contains("#!", StringComparison.Ordinal))
            return _ => false;
        var code = string.Join('\n', lines);
        var root = CSharpSyntaxTree.ParseText(code, Submissions.Parsing).GetRoot();
        var starts = new int[lines.Length];
        for (var i = 1; i < lines.Length; i++)
            starts[i] = starts[i - 1] + lines[i - 1].Length + 1;
        return i =>
        {
            var position = starts[i] + lines[i].IndexOf('#');
            var token = root.FindToken(position);
            return (token.Span.Contains(position) && token.Span.Start < starts[i])
                || root.FindTrivia(position) is { } trivia && trivia.Span.Start < starts[i]
                    && trivia.Kind() is SyntaxKind.MultiLineCommentTrivia
                    or SyntaxKind.MultiLineDocumentationCommentTrivia;
        };
    }

    [GeneratedRegex(@"^\s*#!(?<name>\S+)(?<rest>.*)$")]
    private static partial Regex Magic();
}
