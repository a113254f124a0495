using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKernel.Session;

/// <summary>
/// A cell's <c>#r</c> and <c>#i</c> lines. They are taken out of the code (and their lines left blank), so that they
/// may stand anywhere in a cell and their errors say more than the compiler's.
/// </summary>
internal sealed partial record Directives(
    string Code,
    IReadOnlyList<(string Path, int Line)> Files,
    IReadOnlyList<(string Id, string Version, int Line)> Packages,
    IReadOnlyList<string> Sources)
{
    public static Directives Read(string code)
    {
        List<(string, int)> files = [];
        List<(string, string, int)> packages = [];
        List<string> sources = [];
        if (!code.Contains('#'))
            return new Directives(code, files, packages, sources);
        var lines = code.Split('\n');
        foreach (var (i, isActive) in LinesOf(code))
        {
            if (Directive().Match(lines[i]) is not { Success: true } match)
                continue;
            lines[i] = "";
            if (!isActive)
                continue;
            var text = match.Groups["text"].Value.Trim();
            var isPackage = text.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase);
            if (match.Groups["kind"].Value == "i")
                sources.Add(isPackage ? text["nuget:".Length..].Trim() : text);
            else if (isPackage)
                packages.Add(Package(text["nuget:".Length..], i + 1));
            else
                files.Add((text, i + 1));
        }
        return new Directives(string.Join('\n', lines), files, packages, sources);
    }

    /// <summary>
    /// The lines, counted from 0, that the compiler takes for <c>#r</c> or <c>#i</c>, none within a text or a comment,
    /// and whether an <c>#if</c> leaves them in.
    /// </summary>
    public static IReadOnlyList<(int Line, bool IsActive)> LinesOf(string code)
    {
        if (!code.Contains('#'))
            return [];
        var root = CSharpSyntaxTree.ParseText(code, Submissions.Parsing).GetRoot();
        return
        [
            .. root.DescendantTrivia()
                .Select(trivia => trivia.GetStructure())
                .Where(directive => directive is ReferenceDirectiveTriviaSyntax
                    or BadDirectiveTriviaSyntax { Identifier.ValueText: "i" })
                .Select(
                    directive => (directive!.GetLocation().GetLineSpan().StartLinePosition.Line,
                        ((DirectiveTriviaSyntax)directive).IsActive))
                .Distinct(),
        ];
    }

    private static (string, string, int) Package(string text, int line)
    {
        var (id, version) = text.IndexOf(',') is >= 0 and var comma
            ? (text[..comma].Trim(), text[(comma + 1)..].Trim())
            : (text.Trim(), "");
        if (WithSlash().Match(text) is { Success: true } slash)
            throw new CellFailure("PackageError", $"Between a package and its version stands a comma. Write: #r "
                + $"\"nuget: {slash.Groups[1].Value}, {slash.Groups[2].Value}\"", line);
        if (!PackageId().IsMatch(id))
            throw new CellFailure("PackageError",
                $"\"nuget:{text}\" names no package. Write: #r \"nuget: Id, Version\"", line);
        if (!Version().IsMatch(version))
            throw new CellFailure("PackageError",
                $"\"{version}\" is no version of {id}. Write a version as in a project file: 1.2.3, 1.2.*, "
                    + "[1.0,2.0)", line);
        return (id, version.Length > 0 ? version : "*", line);
    }

    [GeneratedRegex("""^\s*#(?<kind>[ri])\s+"(?<text>[^"]+)"\s*(//.*)?$""")]
    private static partial Regex Directive();

    [GeneratedRegex(@"^[\w.\-]+$")]
    private static partial Regex PackageId();

    [GeneratedRegex(@"^\s*([\w.\-]+)\s*[/@]\s*([\w.\-+*]+)\s*$")]
    private static partial Regex WithSlash();

    // NuGet says what is wrong with one that only looks like a version.
    [GeneratedRegex(@"^([\w.\-+*]*|[\[(][\w.\-+*, ]*[\])])$")]
    private static partial Regex Version();
}
