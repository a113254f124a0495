using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKernel.Exporting;

/// <summary>
/// New names for what an app cannot call as the cells do. In a notebook a name may be declared again, may be that of a
/// local in a loop, or may have meant something else in an earlier cell; in an app, all cells' variables are locals of
/// one block.
/// </summary>
internal sealed class AppNames
{
    private readonly Dictionary<string, string> renamed = [];

    public AppNames(IReadOnlyList<AppCell> cells)
    {
        var locals = cells.SelectMany(LocalsOfBlocks).ToHashSet();
        var others = cells.SelectMany(OtherNames).ToHashSet();
        // An app has the locals that its main method has.
        var taken = new HashSet<string> { "args" };
        foreach (var symbol in cells.SelectMany(Declared))
        {
            var (name, isType) = (symbol.Name, symbol is ITypeSymbol);
            for (var i = 2; taken.Contains(name) || (!isType && (locals.Contains(name) || others.Contains(name))); i++)
                name = symbol.Name + i;
            taken.Add(name);
            if (name != symbol.Name)
                renamed[AppCell.KeyOf(symbol)] = name;
        }
    }

    /// <summary>The new name of a symbol that has one.</summary>
    public string? Of(ISymbol? symbol) => symbol is null ? null : renamed.GetValueOrDefault(AppCell.KeyOf(symbol));

    /// <summary>The symbol that a node declares, and where its name stands.</summary>
    public static (ISymbol Symbol, SyntaxToken Name)? Declaration(AppCell cell, SyntaxNode node)
    {
        SyntaxToken? name = node switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier,
            SingleVariableDesignationSyntax variable => variable.Identifier,
            MethodDeclarationSyntax method => method.Identifier,
            BaseTypeDeclarationSyntax type => type.Identifier,
            DelegateDeclarationSyntax type => type.Identifier,
            ConstructorDeclarationSyntax constructor => constructor.Identifier,
            _ => null,
        };
        if (name is not { } token || cell.Model.GetDeclaredSymbol(node) is not { } symbol)
            return null;
        return (node is ConstructorDeclarationSyntax ? symbol.ContainingType : symbol, token);
    }

    private static IEnumerable<ISymbol> Declared(AppCell cell) => cell.Root.DescendantNodes()
        .Where(node => node is not ConstructorDeclarationSyntax)
        .Select(node => Declaration(cell, node)?.Symbol).OfType<ISymbol>().Where(AppCell.IsTopLevel);

    // Functions and lambdas may call their own as they like.
    private static IEnumerable<string> LocalsOfBlocks(AppCell cell) => cell.Root
        .DescendantNodes(
            node =>
                node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax
                    or MethodDeclarationSyntax or TypeDeclarationSyntax))
        .Select(node => node is ForEachStatementSyntax or CatchDeclarationSyntax
            ? cell.Model.GetDeclaredSymbol(node)
            : Declaration(cell, node)?.Symbol)
        .OfType<ILocalSymbol>().Select(local => local.Name);

    // Names that stand alone and mean neither a local nor a cell's declaration: static methods, types, namespaces.
    private static IEnumerable<string> OtherNames(AppCell cell) =>
        cell.Root.DescendantNodes().OfType<SimpleNameSyntax>()
        .Where(name => name.Parent is not (NameColonSyntax or NameEqualsSyntax or MemberBindingExpressionSyntax)
            && !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
            && !(name.Parent is QualifiedNameSyntax qualified && qualified.Right == name))
        .Where(name => cell.Meaning(name) is { } symbol
            and not (ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or ITypeParameterSymbol)
            && !AppCell.IsTopLevel(symbol))
        .Select(name => name.Identifier.ValueText);
}
