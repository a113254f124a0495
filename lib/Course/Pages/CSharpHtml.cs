using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Pages;

/// <summary>C# with its syntax coloured, from Roslyn's own parse of the text.</summary>
internal static class CSharpHtml
{
    private static readonly CSharpParseOptions Script = CSharpParseOptions.Default.WithKind(SourceCodeKind.Script);

    /// <summary>
    /// The code as HTML: spans of the classes k(eyword), s(tring), n(umber), c(omment), t(ype), f(unction),
    /// p(reprocessor).
    /// </summary>
    public static string Highlight(string code)
    {
        var html = new StringBuilder();
        foreach (var token in CSharpSyntaxTree.ParseText(code, Script).GetRoot().DescendantTokens())
        {
            Append(html, token.LeadingTrivia);
            Append(html, token.Text, ClassOf(token));
            Append(html, token.TrailingTrivia);
        }
        return html.ToString();
    }

    private static void Append(StringBuilder html, SyntaxTriviaList list)
    {
        foreach (var trivia in list)
        {
            // A directive's text reaches into the next line.
            var text = trivia.ToFullString();
            var end = trivia.IsDirective ? text.TrimEnd('\n').Length : text.Length;
            Append(html, text[..end], trivia.IsDirective ? "p" : IsComment(trivia.Kind()) ? "c" : null);
            Append(html, text[end..], null);
        }
    }

    private static void Append(StringBuilder html, string text, string? style) =>
        html.Append(style is null || text.Length == 0
            ? Escape.Html(text)
            : $"<span class=\"{style}\">{Escape.Html(text)}</span>");

    private static bool IsComment(SyntaxKind kind) => kind
        is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
        or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;

    private static string? ClassOf(SyntaxToken token) => token.Kind() switch
    {
        var kind when SyntaxFacts.IsKeywordKind(kind) => "k",
        SyntaxKind.NumericLiteralToken => "n",
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.Utf8StringLiteralToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedVerbatimStringStartToken
            or SyntaxKind.InterpolatedSingleLineRawStringStartToken
            or SyntaxKind.InterpolatedMultiLineRawStringStartToken
            or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringEndToken
            or SyntaxKind.InterpolatedRawStringEndToken => "s",
        SyntaxKind.IdentifierToken => ClassOfName(token),
        _ => null,
    };

    private static string? ClassOfName(SyntaxToken token) => token.Parent switch
    {
        BaseTypeDeclarationSyntax or TypeParameterSyntax => "t",
        MethodDeclarationSyntax or LocalFunctionStatementSyntax => "f",
        SimpleNameSyntax name when SyntaxFacts.IsInTypeOnlyContext(name) => token.Text == "var" ? "k" : "t",
        SimpleNameSyntax { Parent: InvocationExpressionSyntax } => "f",
        SimpleNameSyntax
        {
            Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access,
        } name when access.Name == name && call.Expression == access => "f",
        _ => null,
    };
}
