using System.Text.RegularExpressions;

namespace CSharpKernel.Session;

/// <summary>
/// A cell's <c>#r</c> and <c>#i</c> lines. They are taken out of the code (and their lines left blank), so that they may stand
/// anywhere in a cell and their errors say more than the compiler's.
/// </summary>
internal sealed partial record Directives(
    string Code,
    IReadOnlyList<(string Path, int Line)> Files,
    IReadOnlyList<(string Id, string Version, int Line)> Packages,
    IReadOnlyList<string> Sources)
{
    public static Directives Of(string code)
    {
        List<(string, int)> files = [];
        List<(string, string, int)> packages = [];
        List<string> sources = [];
        if (!code.Contains('#'))
            return new Directives(code, files, packages, sources);
        var lines = code.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (Directive().Match(lines[i]) is not { Success: true } match)
                continue;
            lines[i] = "";
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

    private static (string, string, int) Package(string text, int line)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length > 2 || parts[0].Length == 0 || !PackageId().IsMatch(parts[0]))
            throw new CellFailure("PackageError", $"\"nuget:{text}\" names no package. Write: #r \"nuget: Id, Version\"", line);
        return (parts[0], parts is [_, { Length: > 0 } version] ? version : "*", line);
    }

    [GeneratedRegex("""^\s*#(?<kind>[ri])\s+"(?<text>[^"]+)"\s*(//.*)?$""")]
    private static partial Regex Directive();

    [GeneratedRegex(@"^[\w.\-]+$")]
    private static partial Regex PackageId();
}
