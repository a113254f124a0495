using NotebookKernel.Notebooks;

namespace NotebookKernel.Session;

/// <summary>What <c>#!import</c> runs: the cells of a file, each with its kind (null for C#).</summary>
internal static class Imports
{
    public static IReadOnlyList<(string Source, string? Kind)> Read(string path)
    {
        if (!File.Exists(path))
            throw new CellFailure("MagicError", $"#!import: there is no file {path}.");
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".ipynb" => CellsOf(Notebook.Read(path)),
            ".dib" => CellsOf(Dib.Read(File.ReadAllText(path))),
            ".cs" or ".csx" => [(File.ReadAllText(path), null)],
            ".md" => [(File.ReadAllText(path), "markdown")],
            ".html" => [(File.ReadAllText(path), "html")],
            var other =>
                throw new CellFailure("MagicError",
                    $"#!import reads .ipynb, .dib, .cs, .csx, .md and .html, not {other}."),
        };
    }

    private static IReadOnlyList<(string, string?)> CellsOf(Notebook notebook) =>
        [.. notebook.Cells.Where(c => c.Type != "raw").Select(c => (c.Source, c.IsCode ? c.KernelName : "markdown"))];
}
