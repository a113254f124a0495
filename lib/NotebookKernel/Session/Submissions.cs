using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Scripting;

namespace NotebookKernel.Session;

/// <summary>
/// The chain of script submissions: each sees what the earlier ones declared, and a later declaration shadows an
/// earlier one.
/// </summary>
internal sealed class Submissions
{
    private static readonly string[] Imports =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic",
        "System.Threading.Tasks", "System.Linq",
        "Microsoft.DotNet.Interactive.Kernel", "Microsoft.DotNet.Interactive.Jupyter.TopLevelMethods",
        "NotebookKernel.Session.CellFunctions",
    ];

    // CS1701/CS1702: assembly versions are unified; CS8632: cells have no nullable context, but may be pasted from code
    // that has.
    private static readonly HashSet<string> QuietWarnings = ["CS1701", "CS1702", "CS8632"];

    /// <summary>How cells are parsed.</summary>
    public static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    private readonly string folder;
    private readonly SessionLoadContext context;
    private readonly ScriptOptions first;
    private readonly ScriptOptions next;
    private readonly Dictionary<Assembly, string> cells = [];
    private readonly List<Script> chain = [];
    private object?[] states = new object?[16];

    public Submissions(string folder, SessionLoadContext context, ReferenceResolver resolver)
    {
        this.folder = folder;
        this.context = context;
        next = ScriptOptions.Default
            .WithReferences(Array.Empty<MetadataReference>()).WithImports(Array.Empty<string>())
            .WithMetadataResolver(resolver)
            .WithSourceResolver(new SourceFileResolver([], folder))
            .WithLanguageVersion(LanguageVersion.Latest)
            .WithAllowUnsafe(true)
            .WithEmitDebugInformation(true)
            .WithFileEncoding(System.Text.Encoding.UTF8)
            .WithOptimizationLevel(OptimizationLevel.Release);
        first = next.WithImports(Imports).WithReferences(HostAssemblies.ForCells.Select(resolver.Read));
    }

    /// <summary>The newest submission, or null before the first.</summary>
    public Script? Last => chain.Count > 0 ? chain[^1] : null;

    /// <summary>The options of the submission that would come next.</summary>
    public ScriptOptions Options => Last is null ? first : next;

    /// <summary>A submission after the last one that is not (yet) part of the chain.</summary>
    public Script<object> Draft(string code, string cell, IEnumerable<MetadataReference> references)
    {
        var options = Options.AddReferences(references).WithFilePath(Path.Combine(folder, cell));
        // A submission without a statement would not hand its usings on.
        if (((CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code, Parsing).GetRoot()).Members.Count == 0)
            code += "\n;";
        return Last is null ? CSharpScript.Create<object>(code, options) : Last.ContinueWith<object>(code, options);
    }

    /// <summary>Compiles and loads a draft, which becomes the last submission unless it has errors.</summary>
    public Compiled Compile(Script<object> draft, string cell, CancellationToken cancellation)
    {
        var compilation = draft.GetCompilation();
        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        var result =
            compilation.Emit(assembly, symbols,
                options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb),
                cancellationToken: cancellation);
        var diagnostics = result.Diagnostics
            .Where(d => d.Severity == DiagnosticSeverity.Error
                || (d.Severity == DiagnosticSeverity.Warning && !QuietWarnings.Contains(d.Id)))
            .ToList();
        if (!result.Success)
            return new Compiled(null, false, diagnostics);
        chain.Add(draft);
        if (states.Length < chain.Count + 2)
            Array.Resize(ref states, states.Length * 2);
        // A submission of nothing but directives has no code.
        if (compilation.GetEntryPoint(cancellation) is not { } entry)
            return new Compiled(null, false, diagnostics);
        assembly.Position = symbols.Position = 0;
        var loaded = context.LoadSubmission(assembly, symbols);
        cells[loaded] = cell;
        var factory = loaded.GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
            .CreateDelegate<Func<object?[], Task<object?>>>();
        return new Compiled(() => factory(states), HasResult(compilation), diagnostics);
    }

    /// <summary>The cell whose code an assembly is, or null when it is no submission.</summary>
    public string? CellOf(Assembly? assembly) => assembly is null ? null : cells.GetValueOrDefault(assembly);

    /// <summary>The variables that cells have declared, the newest of each name.</summary>
    public IEnumerable<(string Name, Type Type, object? Value)> Variables()
    {
        var seen = new HashSet<string>();
        foreach (var state in states.Reverse())
            foreach (var field in state?.GetType()
                .GetFields(
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                        ?? [])
                if (!field.Name.StartsWith('<') && seen.Add(field.Name))
                    yield return (field.Name, field.FieldType, field.GetValue(state));
    }

    private static bool HasResult(Compilation compilation)
    {
        var tree = compilation.SyntaxTrees.Last();
        var statements = ((CompilationUnitSyntax)tree.GetRoot()).Members.OfType<GlobalStatementSyntax>()
            .Select(m => m.Statement).ToList();
        if (statements.LastOrDefault() is ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last)
            return compilation.GetSemanticModel(tree)
                .GetTypeInfo(last.Expression).Type?.SpecialType != SpecialType.System_Void;
        return statements
            .SelectMany(
                s => s.DescendantNodesAndSelf(
                    node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
            .Any(node => node is ReturnStatementSyntax { Expression: not null });
    }

    /// <summary>
    /// What came of compiling: the code to run (none if there are errors or nothing to run), whether it ends in a
    /// value, errors and warnings.
    /// </summary>
    public sealed record Compiled(Func<Task<object?>>? Run, bool HasResult, IReadOnlyList<Diagnostic> Diagnostics)
    {
        public bool Failed => Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);
    }
}
