using System.Text.RegularExpressions;
using NotebookKernel.Protocol;
using NotebookKernel.Session;
using Microsoft.CodeAnalysis;

namespace NotebookKernel.Language;

/// <summary>Completes magic commands, files in directives, and C#.</summary>
/// <param name="folder">Where relative paths start.</param>
/// <param name="draft">The compilation of a cell that comes after those that have run.</param>
internal sealed partial class Completer(string folder, Func<string, Compilation> draft)
{
    public Completions Complete(string cell, int position)
    {
        var line = cell[(cell.LastIndexOf('\n', Math.Max(0, position - 1), position) + 1)..position];
        if (Magic().Match(line) is { Success: true } magic)
            return Replace(magic.Groups["name"].Value, Magics.Known.Keys
                .Where(name => name.StartsWith(magic.Groups["name"].Value[2..], StringComparison.Ordinal))
                .Select(name => new CompletionItem("#!" + name, "magic", Magics.Known[name])));
        if (File().Match(line) is { Success: true } file)
        {
            var path = file.Groups["path"].Value;
            return Replace(path[(path.LastIndexOf('/') + 1)..],
                PathCompletion.Complete(folder, path, file.Groups["directive"].Value));
        }
        var csharp = CellText.Read(cell).CSharp;
        // In a text of another kind there is nothing to complete.
        return csharp[..position].EndsWith(line, StringComparison.Ordinal)
            ? SymbolCompletion.Complete(draft(csharp), csharp, position)
            : Replace("", []);

        Completions Replace(string typed, IEnumerable<CompletionItem> items) =>
            new(position - typed.Length, position, [.. items]);
    }

    [GeneratedRegex(@"^\s*(?<name>#!\w*)$")]
    private static partial Regex Magic();

    [GeneratedRegex("""^\s*(?<directive>#r|#load|#!import)\s+"?(?<path>[^"]*)$""")]
    private static partial Regex File();
}
