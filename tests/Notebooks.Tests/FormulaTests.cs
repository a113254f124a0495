using System.Text.RegularExpressions;

namespace Notebooks.Tests;

/// <summary>
/// Formulas are typeset by whoever shows a notebook, and one that cannot be read stays as it was typed. These are the
/// mistakes that viewers differ about.
/// </summary>
public partial class FormulaTests
{
    public static TheoryData<string> Names => NotebookFiles.Names();

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_formula_of_a_notebook_is_one_that_all_viewers_typeset(string name) =>
        Assert.Empty(NotebookFiles.Read(name).Cells.SelectMany((cell, i) =>
            cell.IsCode ? [] : Faults(cell.Source).Select(fault => $"cell {i}: {fault}")));

    [Theory]
    [InlineData("$a$ and $$b = \\frac{1}{2}$$ and `$` and \\$5")]
    [InlineData("$50\\,\\%$ of $\\left(\\{a, b\\}\\right)$")]
    public void A_sound_formula_is_accepted(string text) => Assert.Empty(Faults(text));

    [Theory]
    [InlineData("equal $\\lambda$s", "touches the word after it")]
    [InlineData("a $b and no more", "is not closed")]
    [InlineData("$50 % of it$", "an unescaped %")]
    [InlineData("$\\frac{1}{2$", "braces that do not match")]
    [InlineData("$\\left( x )$", "\\left and \\right do not match")]
    public void A_faulty_formula_is_found(string text, string fault) =>
        Assert.Contains(fault, Assert.Single(Faults(text)));

    private static IEnumerable<string> Faults(string markdown)
    {
        var text = Code().Replace(markdown, "").Replace(@"\$", "");
        foreach (Match formula in Formula().Matches(text))
            foreach (var fault in FaultsOf(formula.Value, After(text, formula)))
                yield return $"{formula.Value} {fault}";
        if (Formula().Replace(text, "") is var rest && rest.IndexOf('$') is >= 0 and var at)
            yield return $"{rest[at..Math.Min(rest.Length, at + 30)]} is not closed";
    }

    private static IEnumerable<string> FaultsOf(string formula, char after)
    {
        if (char.IsLetterOrDigit(after)) yield return "touches the word after it";
        if (Comment().IsMatch(formula)) yield return "has an unescaped %, after which nothing is read";
        var bare = Escaped().Replace(formula, "");
        if (bare.Count(c => c == '{') != bare.Count(c => c == '}')) yield return "has braces that do not match";
        if (Left().Count(formula) != Right().Count(formula))
            yield return "is one whose \\left and \\right do not match";
    }

    private static char After(string text, Match formula) =>
        formula.Index + formula.Length is var end && end < text.Length ? text[end] : ' ';

    [GeneratedRegex(@"```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();

    // A displayed formula may span lines, one in a sentence may not.
    [GeneratedRegex(@"\$\$.+?\$\$|\$(?! )[^$\n]+?\$", RegexOptions.Singleline)]
    private static partial Regex Formula();

    [GeneratedRegex(@"(?<!\\)%")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\\[{}]")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"\\left(?![a-z])")]
    private static partial Regex Left();

    [GeneratedRegex(@"\\right(?![a-z])")]
    private static partial Regex Right();
}
