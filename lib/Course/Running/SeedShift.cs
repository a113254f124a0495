using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NotebookKernel.Notebooks;

namespace Course.Running;

/// <summary>
/// Adds a number to every seed that a chapter's cells name, so that the chapter runs on other random numbers than those
/// it was written with. What still holds then did not need its seed.
/// </summary>
internal static class SeedShift
{
    // Wider than the seeds of a chapter lie apart: shifted ones meet no others.
    private const int Stride = 1000;

    /// <summary>Shifts the seeds of all code cells; the notebook itself is changed.</summary>
    public static void Apply(Notebook notebook, int shift)
    {
        foreach (var cell in notebook.Cells.Where(cell => cell.IsCode))
            cell.Source = Apply(cell.Source, shift);
    }

    /// <summary>The code with each seed <c>s</c> replaced by <c>(s) + 1000 · shift</c>.</summary>
    public static string Apply(string code, int shift)
    {
        var tree = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(kind: SourceCodeKind.Script));
        var nodes = tree.GetRoot().DescendantNodes().ToList();
        var seeds = nodes.OfType<ArgumentSyntax>().Where(IsSeed).Select(argument => argument.Expression)
            .Concat(nodes.OfType<AssignmentExpressionSyntax>().Where(IsSeed).Select(assignment => assignment.Right));
        var changes = seeds.OrderBy(seed => seed.SpanStart)
            .Select(seed => new TextChange(seed.Span, $"({seed}) + {Stride * shift}"));
        return tree.GetText().WithChanges(changes).ToString();
    }

    private static bool IsSeed(ArgumentSyntax argument)
    {
        if (argument.NameColon is { } name)
            return name.Name.Identifier.ValueText == "seed";
        if (argument.Parent is not ArgumentListSyntax list)
            return false;
        if (list.Parent is ObjectCreationExpressionSyntax batches && LastName(batches.Type) == "Batches")
            return list.Arguments.IndexOf(argument) == 2;
        if (argument != list.Arguments[0])
            return false;
        return list.Parent switch
        {
            InvocationExpressionSyntax call => LastName(call.Expression) is "manual_seed" or "Generator",
            ObjectCreationExpressionSyntax made => LastName(made.Type) is "Generator" or "Random",
            _ => false,
        };
    }

    // new TrainingOptions { Seed = 1 }, options with { Seed = 1 }
    private static bool IsSeed(AssignmentExpressionSyntax assignment) =>
        assignment is { Parent: InitializerExpressionSyntax, Left: IdentifierNameSyntax name }
        && name.Identifier.ValueText == "Seed";

    private static string LastName(SyntaxNode name) => name.GetLastToken().ValueText;
}
