using NotebookKernel.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKernel.Language;

/// <summary>
/// Completes C# by what the compiler knows at a position: members after a dot, else all names in scope and the
/// keywords.
/// </summary>
internal static class SymbolCompletion
{
    private static readonly string[] Keywords =
    [
        .. SyntaxFacts.GetReservedKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds())
            .Select(SyntaxFacts.GetText).Where(text => text.Length > 1 && char.IsAsciiLetterLower(text[0])).Distinct(),
    ];

    public static Completions Complete(Compilation compilation, string code, int position)
    {
        var start = position;
        while (start > 0 && SyntaxFacts.IsIdentifierPartCharacter(code[start - 1]))
            start--;
        var typed = code[start..position];
        var tree = compilation.SyntaxTrees.Last();
        var root = tree.GetRoot();
        if (IsText(root, start, position) || (typed.Length > 0 && char.IsAsciiDigit(typed[0])))
            return new Completions(position, position, []);

        var model = compilation.GetSemanticModel(tree);
        var before = Before(root, start);
        var items = (Receiver(before) is { } receiver
                ? Items(Members(model, receiver, start), typed)
                : Names(model, before, start, typed))
            .DistinctBy(item => item.Text)
            // Names that begin just as typed come first, so that tab completes them.
            .OrderBy(item => !item.Text.StartsWith(typed, StringComparison.Ordinal))
            .ThenBy(item => item.Text, StringComparer.OrdinalIgnoreCase);
        return new Completions(start, position, [.. items]);
    }

    // The last token that ends before a position.
    private static SyntaxToken Before(SyntaxNode root, int position)
    {
        var token = root.FindToken(position);
        return token.Span.End <= position && token.Span.Length > 0 ? token : token.GetPreviousToken();
    }

    private static bool IsText(SyntaxNode root, int start, int position)
    {
        if (root.FindTrivia(Math.Max(0, position - 1)) is { RawKind: not 0 } trivia
            && trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            or SyntaxKind.SingleLineDocumentationCommentTrivia)
            return true;
        var token = root.FindToken(Math.Max(0, start - 1));
        return token.Span.Contains(Math.Max(0, start - 1))
            && token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken
            or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.InterpolatedStringStartToken;
    }

    // What stands before the dot.
    private static ExpressionSyntax? Receiver(SyntaxToken before) =>
        before.Kind() is not (SyntaxKind.DotToken or SyntaxKind.MinusGreaterThanToken) ? null : before.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            QualifiedNameSyntax name => name.Left,
            MemberBindingExpressionSyntax binding =>
                binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            _ => null,
        };

    private static IEnumerable<ISymbol> Members(SemanticModel model, ExpressionSyntax receiver, int position)
    {
        var symbol = model.GetSymbolInfo(receiver).Symbol;
        var type = model.GetTypeInfo(receiver).Type;
        if (symbol is null && type is null or { TypeKind: TypeKind.Error })
        {
            // "x." above another line reads as a declaration; as an expression it makes sense.
            var expression = SyntaxFactory.ParseExpression(receiver.ToString());
            symbol = model.GetSpeculativeSymbolInfo(receiver.SpanStart, expression,
                SpeculativeBindingOption.BindAsExpression).Symbol;
            type = model.GetSpeculativeTypeInfo(receiver.SpanStart, expression,
                SpeculativeBindingOption.BindAsExpression).Type;
        }
        if (symbol is INamespaceSymbol space)
            return model.LookupNamespacesAndTypes(position, space);
        if (symbol is ITypeSymbol named)
            return model.LookupStaticMembers(position, named);
        if (type is null or { TypeKind: TypeKind.Error or TypeKind.Dynamic }
            or { SpecialType: SpecialType.System_Void })
            return [];
        if (receiver.Parent is ConditionalAccessExpressionSyntax
            && type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        return model.LookupSymbols(position, type, includeReducedExtensionMethods: true)
            .Where(member => !member.IsStatic && member is not ITypeSymbol);
    }

    private static IEnumerable<CompletionItem> Names(SemanticModel model, SyntaxToken before,
        int position, string typed)
    {
        if (before.Parent?.FirstAncestorOrSelf<UsingDirectiveSyntax>() is { } directive
            && directive.SemicolonToken.IsMissing)
            return Items(model.LookupNamespacesAndTypes(position)
                .Where(name => name is INamespaceSymbol || directive.StaticKeyword != default), typed);
        if (before.IsKind(SyntaxKind.NewKeyword))
            return Items(model.LookupNamespacesAndTypes(position), typed);
        var special = Items(Initialized(model, before), typed).Concat(ParameterNames(model, before, typed));
        // Without a letter to go by, only what the cells have made is of use.
        return typed.Length == 0
            ? special.Concat(
                Items(model.LookupSymbols(position)
                    .Where(symbol => symbol.Locations.Any(place => place.IsInSource)), typed))
            : special.Concat(Items(model.LookupSymbols(position), typed))
            .Concat(Keywords.Where(Matches).Select(keyword => new CompletionItem(keyword, "keyword")));

        bool Matches(string name) => name.StartsWith(typed, StringComparison.OrdinalIgnoreCase);
    }

    // new T { | }: what can be set.
    private static IEnumerable<ISymbol> Initialized(SemanticModel model, SyntaxToken before)
    {
        if (before.Parent
                is not InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax creation } initializer
            || !before.IsKind(SyntaxKind.OpenBraceToken) && !before.IsKind(SyntaxKind.CommaToken)
            || model.GetTypeInfo(creation).Type is not { } type)
            return [];
        return model.LookupSymbols(initializer.SpanStart, type)
            .Where(member => !member.IsStatic && member is IPropertySymbol { SetMethod: not null, IsIndexer: false }
                or IFieldSymbol { IsReadOnly: false });
    }

    // F(|: the parameters by name.
    private static IEnumerable<CompletionItem> ParameterNames(SemanticModel model, SyntaxToken before, string typed)
    {
        if (before.Parent is not ArgumentListSyntax { Parent: { } call })
            return [];
        var info = model.GetSymbolInfo(call);
        var methods = info.Symbol is { } one ? [one] : info.CandidateSymbols;
        return methods.OfType<IMethodSymbol>().SelectMany(method => method.Parameters)
            .Where(parameter => parameter.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(parameter =>
                new CompletionItem(parameter.Name + ":", "param", parameter.ToDisplayString(SymbolText.Short)));
    }

    private static IEnumerable<CompletionItem> Items(IEnumerable<ISymbol> symbols, string typed) => symbols
        .Where(symbol => symbol.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase) && IsShown(symbol))
        .Select(Item);

    private static bool IsShown(ISymbol symbol) =>
        symbol.CanBeReferencedByName
        && (!symbol.IsImplicitlyDeclared || symbol is INamespaceSymbol)
        && !symbol.GetAttributes()
        .Any(attribute => attribute.AttributeClass?.Name == "EditorBrowsableAttribute"
            && attribute.ConstructorArguments is [{ Value: 1 }]);

    private static CompletionItem Item(ISymbol symbol) => new(
        symbol.Name,
        SymbolText.KindOf(symbol),
        symbol is IMethodSymbol method
            ? $"({string.Join(", ", method.Parameters.Select(p => p.ToDisplayString(SymbolText.Short)))})"
            : "");
}
