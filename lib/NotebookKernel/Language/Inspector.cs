using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKernel.Language;

/// <summary>
/// Says what the name at a position is: its signature and its documentation; between parentheses, the method that is
/// called.
/// </summary>
internal sealed class Inspector(Func<string, Compilation> draft)
{
    private readonly RuntimeDocumentation runtime = new();

    /// <returns>Markdown and plain text, or null when there is nothing to say.</returns>
    public IReadOnlyDictionary<string, string>? Inspect(string cell, int position, bool detailed)
    {
        var code = CellText.Read(cell).CSharp;
        var compilation = draft(code);
        var tree = compilation.SyntaxTrees.Last();
        var model = compilation.GetSemanticModel(tree);
        var symbols = Named(model, tree.GetRoot(), position);
        if (symbols.Count == 0)
            symbols = Called(model, tree.GetRoot(), position);
        if (symbols.Count == 0)
            return null;
        var shown = detailed ? symbols : [symbols[0]];
        var signatures = string.Join('\n', shown.Select(SymbolText.SignatureOf));
        if (symbols.Count > shown.Count)
            signatures += $"  // and {symbols.Count - shown.Count} more";
        var xml = Documentation(symbols[0], []);
        return new Dictionary<string, string>
        {
            ["text/plain"] = Joined(signatures, DocumentationText.Read(xml, detailed, markdown: false)),
            ["text/markdown"] =
                Joined($"```csharp\n{signatures}\n```", DocumentationText.Read(xml, detailed, markdown: true)),
        };
    }

    private static string Joined(string signatures, string about) =>
        new StringBuilder(signatures).Append(about.Length > 0 ? "\n\n" : "").Append(about).ToString();

    // The chosen meaning of the name first, then the method's other overloads.
    private static List<ISymbol> Named(SemanticModel model, SyntaxNode root, int position)
    {
        var token = root.FindToken(position);
        if (!IsName(token) || !token.Span.Contains(position))
            token = root.FindToken(Math.Max(0, position - 1));
        if (!IsName(token) || position < token.SpanStart || position > token.Span.End || token.Parent is not { } node)
            return [];
        if (node is not (ExpressionSyntax or AttributeSyntax) && model.GetDeclaredSymbol(node) is { } declared)
            return [declared];
        return Meanings(model, node);
    }

    private static List<ISymbol> Called(SemanticModel model, SyntaxNode root, int position)
    {
        var token = root.FindToken(Math.Max(0, position - 1));
        var list = token.Parent?.AncestorsAndSelf().OfType<ArgumentListSyntax>().FirstOrDefault(arguments =>
            position > arguments.OpenParenToken.SpanStart
            && (arguments.CloseParenToken.IsMissing || position <= arguments.CloseParenToken.SpanStart));
        return list?.Parent switch
        {
            InvocationExpressionSyntax call => Meanings(model, call.Expression, call),
            BaseObjectCreationExpressionSyntax creation => Meanings(model, creation),
            _ => [],
        };
    }

    private static List<ISymbol> Meanings(SemanticModel model, SyntaxNode node, SyntaxNode? call = null)
    {
        var info = model.GetSymbolInfo(node);
        var chosen = info.Symbol ?? (call is null ? null : model.GetSymbolInfo(call).Symbol);
        IEnumerable<ISymbol> all = model.GetMemberGroup(node);
        if (chosen is not null)
            all = all.Prepend(chosen);
        return [.. all.Concat(info.CandidateSymbols).Distinct(SymbolEqualityComparer.Default)
            .Where(symbol => symbol is not null)!];
    }

    private static bool IsName(SyntaxToken token) =>
        token.IsKind(SyntaxKind.IdentifierToken) || SyntaxFacts.IsPredefinedType(token.Kind());

    // Also from the member that this one overrides or implements, where it says so or says nothing.
    private string? Documentation(ISymbol symbol, HashSet<ISymbol> asked)
    {
        symbol = symbol.OriginalDefinition;
        if (symbol is IMethodSymbol { ReducedFrom: { } extension })
            symbol = extension;
        if (!asked.Add(symbol))
            return null;
        var xml = symbol.GetDocumentationCommentXml();
        if (string.IsNullOrWhiteSpace(xml) && symbol.GetDocumentationCommentId() is { } id)
            xml = runtime.Find(id);
        return string.IsNullOrWhiteSpace(xml) || DocumentationText.InheritsAll(xml)
            ? Bases(symbol).Select(parent => Documentation(parent, asked))
            .FirstOrDefault(found => !string.IsNullOrWhiteSpace(found))
            : xml;
    }

    private static IEnumerable<ISymbol> Bases(ISymbol symbol)
    {
        ISymbol? overridden = symbol switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType,
            IMethodSymbol method => method.OverriddenMethod,
            IPropertySymbol property => property.OverriddenProperty,
            IEventSymbol @event => @event.OverriddenEvent,
            INamedTypeSymbol type => type.BaseType,
            _ => null,
        };
        if (overridden is not null)
            yield return overridden;
        if (symbol is not ITypeSymbol && symbol.ContainingType is { } container)
            foreach (var implemented in container.AllInterfaces.SelectMany(i => i.GetMembers(symbol.Name)))
                if (SymbolEqualityComparer.Default.Equals(
                    container.FindImplementationForInterfaceMember(implemented), symbol))
                    yield return implemented;
    }
}
