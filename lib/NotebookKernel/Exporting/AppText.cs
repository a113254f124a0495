using System.Text;
using NotebookKernel.Notebooks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NotebookKernel.Exporting;

/// <summary>
/// Writes cells as top-level statements: functions become local ones, results are displayed, types go to the end.
/// </summary>
internal sealed class AppText(AppNames names)
{
    /// <summary>The types that the cells declare, which an app has after its statements.</summary>
    public StringBuilder Types { get; } = new();

    /// <summary>Functions that extend a type, which only a static class can have.</summary>
    public StringBuilder Extensions { get; } = new();

    /// <summary>Constants: as members of a static class the cells' types see them, too.</summary>
    public StringBuilder Constants { get; } = new();

    /// <summary>The statements of a cell.</summary>
    /// <exception cref="NotebookException">The cell has something that a notebook may have and an app may
    /// not.</exception>
    public string Of(AppCell cell)
    {
        var edits = Renamings(cell);
        var text =
            new StringBuilder(
                string.Concat(cell.Root.Usings.SelectMany(u => u.GetLeadingTrivia()).Where(IsComment)
                    .Select(c => c + "\n")));
        foreach (var member in cell.Root.Members)
        {
            switch (member)
            {
                case GlobalStatementSyntax statement:
                    text.Append(Statement(cell, statement, edits));
                    break;
                case FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ConstKeyword):
                    Constants.Append(Edited(field,
                        [.. edits, .. Without(field.Modifiers),
                            new TextChange(new TextSpan(field.SpanStart, 0), "public ")]).Trim('\n')).Append('\n');
                    break;
                case FieldDeclarationSyntax field:
                    text.Append(Local(cell, field, edits));
                    break;
                case MethodDeclarationSyntax method when method.ParameterList.Parameters.FirstOrDefault() is { } first
                    && first.Modifiers.Any(SyntaxKind.ThisKeyword):
                    Extensions.Append(
                        Edited(method,
                            [.. edits, .. Without(method.Modifiers, keepsStatic: true),
                                new TextChange(new TextSpan(method.SpanStart, 0), "public ")]));
                    break;
                case MethodDeclarationSyntax method:
                    // A local function that is static could not use the cells' variables; one from native code has to
                    // be.
                    text.Append(Edited(method, [.. edits,
                        .. Without(method.Modifiers, keepsStatic: method.Modifiers.Any(SyntaxKind.ExternKeyword))]));
                    break;
                case BaseTypeDeclarationSyntax or DelegateDeclarationSyntax:
                    Types.Append(Edited(member, edits).Trim('\n')).Append("\n\n");
                    break;
                default:
                    throw Refusal(cell, member, "it declares what only a class can have");
            }
        }
        return text.ToString().Trim('\n', ' ');
    }

    private static string Statement(AppCell cell, GlobalStatementSyntax member, IReadOnlyList<TextChange> edits)
    {
        var statement = member.Statement;
        if (statement.DescendantNodesAndSelf(
            node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
                .OfType<ReturnStatementSyntax>().FirstOrDefault() is { } end)
            throw Refusal(cell, end, "there it would end the whole app");
        if (statement is EmptyStatementSyntax)
            return "";
        if (statement is not ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last)
            return Edited(member, edits);
        var expression = Edited(last.Expression, edits, withTrivia: false);
        return last.GetLeadingTrivia().ToFullString() + (cell.HasResult ? $"display({expression});" : expression + ";")
            + last.GetTrailingTrivia().ToFullString();
    }

    private static string Local(AppCell cell, FieldDeclarationSyntax field, IReadOnlyList<TextChange> edits)
    {
        if (field.AttributeLists.Count > 0)
            throw Refusal(cell, field, "a local variable can have no attributes");
        // A notebook's variables begin as their type's default.
        var beginnings = field.Declaration.Variables.Where(variable => variable.Initializer is null)
            .Select(variable => new TextChange(new TextSpan(variable.Identifier.Span.End, 0), " = default"));
        return Edited(field, [.. edits, .. beginnings, .. Without(field.Modifiers)]);
    }

    // Without the modifiers that only a class's members have.
    private static IEnumerable<TextChange> Without(SyntaxTokenList modifiers, bool keepsStatic = false) => modifiers
        .Where(modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.PrivateKeyword
            or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword
            or SyntaxKind.ReadOnlyKeyword or SyntaxKind.VolatileKeyword
            || (modifier.IsKind(SyntaxKind.StaticKeyword) && !keepsStatic))
        .Select(
            modifier =>
                new TextChange(new TextSpan(modifier.SpanStart, modifier.Span.Length
                    + modifier.TrailingTrivia.FullSpan.Length), ""));

    private IReadOnlyList<TextChange> Renamings(AppCell cell)
    {
        var edits = new List<TextChange>();
        foreach (var node in cell.Root.DescendantNodes())
        {
            if (node is SimpleNameSyntax name && names.Of(cell.Meaning(name)) is { } used)
                // new { x } and (x, y) take their names from the variables.
                edits.Add(new TextChange(name.Identifier.Span, node.Parent switch
                {
                    AnonymousObjectMemberDeclaratorSyntax { NameEquals: null } => $"{name.Identifier.Text} = {used}",
                    ArgumentSyntax { NameColon: null, Parent: TupleExpressionSyntax tuple } when !IsAssigned(tuple) =>
                        $"{name.Identifier.Text}: {used}",
                    _ => used,
                }));
            else if (AppNames.Declaration(cell, node) is { } declared && names.Of(declared.Symbol) is { } given)
                edits.Add(new TextChange(declared.Name.Span, given));
        }
        return edits;
    }

    // (x, y) = … names what exists and must not name its elements.
    private static bool IsAssigned(TupleExpressionSyntax tuple) => tuple.Parent switch
    {
        ArgumentSyntax { Parent: TupleExpressionSyntax outer } => IsAssigned(outer),
        AssignmentExpressionSyntax assignment => assignment.Left == tuple,
        ForEachVariableStatementSyntax loop => loop.Variable == tuple,
        _ => false,
    };

    private static string Edited(SyntaxNode node, IReadOnlyList<TextChange> edits, bool withTrivia = true)
    {
        var span = withTrivia ? node.FullSpan : node.Span;
        var text = new StringBuilder(withTrivia ? node.ToFullString() : node.ToString());
        foreach (var edit in edits.Where(edit => span.Contains(edit.Span)).OrderByDescending(edit => edit.Span.Start))
            text.Remove(edit.Span.Start - span.Start, edit.Span.Length)
                .Insert(edit.Span.Start - span.Start, edit.NewText);
        return text.ToString();
    }

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;

    private static NotebookException Refusal(AppCell cell, SyntaxNode node, string why) =>
        new($"code cell {cell.Number} cannot stand in an app as it is, "
        + $"because {why}: {node.ToString().Split('\n')[0].Trim()}");
}
