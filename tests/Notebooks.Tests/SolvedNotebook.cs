using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NotebookKernel.Notebooks;

namespace Notebooks.Tests;

/// <summary>
/// A chapter whose exercises are solved: after each cell tagged <c>exercise</c> runs another, with the C# of the
/// markdown cell tagged <c>solution</c> in place of the stub and the stub cell's own check behind it.
/// </summary>
internal static partial class SolvedNotebook
{
    private const string CheckMark = "// check\n";

    public static Notebook Of(Notebook notebook)
    {
        var solved = Notebook.Parse(notebook.ToString());
        solved.Json["cells"] = new JsonArray();
        return solved.With(notebook.Cells.SelectMany((cell, i) =>
            cell.HasTag("exercise") ? [cell, Attempt(cell, notebook.Cells.ElementAtOrDefault(i + 1))]
            : new[] { cell }));
    }

    private static NotebookCell Attempt(NotebookCell stub, NotebookCell? solution)
    {
        var check = stub.Source.IndexOf(CheckMark, StringComparison.Ordinal);
        Assert.True(check > 0,
            $"an exercise needs the line \"// check\" between its stub and its check:\n{stub.Source}");
        Assert.True(solution?.HasTag("solution") == true, $"no solution follows the exercise\n{stub.Source}");
        var code = CSharpBlock().Match(solution!.Source);
        Assert.True(code.Success, $"the solution has no C# block:\n{solution.Source}");
        return NotebookCell.Code(code.Groups[1].Value + stub.Source[(check + CheckMark.Length)..]);
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
