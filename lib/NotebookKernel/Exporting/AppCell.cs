using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKernel.Exporting;

/// <summary>
/// A stretch of C# of a notebook with what the compiler knows of it, as a submission after the earlier ones.
/// </summary>
/// <param name="Number">The cell's number among the code cells, from 1.</param>
/// <param name="Model">What the names in it mean.</param>
/// <param name="HasResult">Whether the notebook shows the value of the last expression.</param>
internal sealed record AppCell(int Number, SemanticModel Model, bool HasResult)
{
    public CompilationUnitSyntax Root { get; } = (CompilationUnitSyntax)Model.SyntaxTree.GetRoot();

    /// <summary>What a name means: a symbol as it was declared, the type for a constructor, or null.</summary>
    public ISymbol? Meaning(SimpleNameSyntax name)
    {
        if (name is IdentifierNameSyntax { IsVar: true })
            return null;
        var info = Model.GetSymbolInfo(name);
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        return symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
            ? constructor.ContainingType.OriginalDefinition
            : ((symbol as IMethodSymbol)?.ReducedFrom ?? symbol)?.OriginalDefinition;
    }

    /// <summary>Whether a symbol is a variable, function or type of a cell, which all later cells see. The locals of
    /// its loops and functions are not, though the class of the cell contains them, too.</summary>
    public static bool IsTopLevel(ISymbol symbol) =>
        symbol.ContainingType is { IsScriptClass: true }
        && symbol is IFieldSymbol or IPropertySymbol or IEventSymbol or ITypeSymbol
            or IMethodSymbol { MethodKind: MethodKind.Ordinary };

    /// <summary>What is the same for a symbol in the compilations of all cells.</summary>
    public static string KeyOf(ISymbol symbol) =>
        $"{symbol.ContainingAssembly?.Name} {symbol.Kind} {symbol.ToDisplayString(
            SymbolDisplayFormat.CSharpErrorMessageFormat)}";
}
