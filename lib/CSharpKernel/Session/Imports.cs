using System.Text.RegularExpressions;
using CSharpKernel.Notebooks;

namespace CSharpKernel.Session;

/// <summary>What <c>#!import</c> runs: the cells of a file, each with its kind (null for C#).</summary>
internal static partial class Imports
{
    public static IReadOnlyList<(string Source, string? Kind)> Read(string path)
    {
        if (!File.Exists(path))
            throw new CellFailure("MagicError", $"#!import: there is no file {path}.");
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".ipynb" => [.. Notebook.Read(path).Cells.Where(c => c.Type != "raw").Select(c => (c.Source, c.IsCode ? c.KernelName : "markdown"))],
            ".dib" => [.. OfDib(File.ReadAllText(path))],
            ".cs" or ".csx" => [(File.ReadAllText(path), null)],
            ".md" => [(File.ReadAllText(path), "markdown")],
            ".html" => [(File.ReadAllText(path), "html")],
            var other => throw new CellFailure("MagicError", $"#!import reads .ipynb, .dib, .cs, .csx, .md and .html, not {other}."),
        };
    }

    // A .dib is one long cell, but each of its parts is a submission of its own.
    private static IEnumerable<(string, string?)> OfDib(string text)
    {
        text = Meta().Replace(text.ReplaceLineEndings("\n"), "");
        string? kind = null;
        var cell = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            var name = line.StartsWith("#!", StringComparison.Ordinal) ? line[2..].Trim() : "";
            if (CellParts.CSharp.Contains(name) || CellParts.TextKinds.ContainsKey(name))
            {
                if (Body() is { Length: > 0 } body)
                    yield return (body, kind);
                cell.Clear();
                kind = CellParts.TextKinds.GetValueOrDefault(name);
            }
            else
            {
                cell.Add(line);
            }
        }
        if (Body() is { Length: > 0 } last)
            yield return (last, kind);

        string Body() => string.Join('\n', cell).Trim('\n');
    }

    [GeneratedRegex(@"\A#!meta\s*\n\s*\{.*?\n?\}\s*(?=\n#!|\z)", RegexOptions.Singleline)]
    private static partial Regex Meta();
}
