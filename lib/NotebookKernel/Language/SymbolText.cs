using Microsoft.CodeAnalysis;

namespace NotebookKernel.Language;

/// <summary>Symbols in words: their kinds and signatures.</summary>
internal static class SymbolText
{
    /// <summary>Members as they are declared, types without their namespaces.</summary>
    public static readonly SymbolDisplayFormat Short =
        Format(SymbolDisplayTypeQualificationStyle.NameOnly, SymbolDisplayGenericsOptions.IncludeTypeParameters);

    private static readonly SymbolDisplayFormat Full = Format(
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints
            | SymbolDisplayGenericsOptions.IncludeVariance);

    /// <summary>What front ends draw beside a completion.</summary>
    public static string KindOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol => "function",
        IPropertySymbol => "property",
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => "enum member",
        // A cell's variables are fields of its submission.
        IFieldSymbol { ContainingType.IsScriptClass: false } => "field",
        IEventSymbol => "event",
        INamespaceSymbol => "module",
        ITypeSymbol type => type.TypeKind.ToString().ToLowerInvariant(),
        _ => "variable",
    };

    /// <summary>The signature of a symbol, in C#.</summary>
    public static string SignatureOf(ISymbol symbol) => symbol switch
    {
        ITypeSymbol or INamespaceSymbol => symbol.ToDisplayString(Full),
        IFieldSymbol { ContainingType.IsScriptClass: true } =>
            symbol.ToDisplayString(Short.WithMemberOptions(SymbolDisplayMemberOptions.IncludeType)),
        IMethodSymbol { ContainingType.IsScriptClass: true } =>
            symbol.ToDisplayString(
                Short.WithMemberOptions(
                    SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters)),
        _ => symbol.ToDisplayString(Short),
    };

    private static SymbolDisplayFormat Format(SymbolDisplayTypeQualificationStyle types,
        SymbolDisplayGenericsOptions generics) => new(
        typeQualificationStyle: types,
        genericsOptions: generics,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeContainingType
            | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeConstantValue,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        localOptions: SymbolDisplayLocalOptions.IncludeType | SymbolDisplayLocalOptions.IncludeConstantValue,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);
}
