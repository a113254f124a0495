using NotebookKernel.Protocol;

namespace NotebookKernel.Language;

/// <summary>Completes the file that a directive names: folders, and the files that the directive takes.</summary>
internal static class PathCompletion
{
    public static IEnumerable<CompletionItem> Complete(string folder, string typed, string directive)
    {
        string[] endings = directive switch
        {
            "#r" => [".dll"],
            "#load" => [".csx", ".cs"],
            _ => [".ipynb", ".dib", ".csx", ".cs"],
        };
        var start = typed.LastIndexOf('/') + 1;
        var names = Names(Path.Combine(folder, typed[..start]), endings);
        if (start == 0 && directive == "#r")
            names = names.Append(new CompletionItem("nuget:", "package"));
        return names.Where(item => item.Text.StartsWith(typed[start..], StringComparison.Ordinal));
    }

    private static IEnumerable<CompletionItem> Names(string folder, string[] endings)
    {
        try
        {
            return
            [
                .. Directory.GetDirectories(folder).Select(path => Path.GetFileName(path) + "/").Where(IsShown)
                    .Order(StringComparer.Ordinal)
                    .Select(name => new CompletionItem(name, "folder")),
                .. Directory.GetFiles(folder).Select(path => Path.GetFileName(path))
                    .Where(name => IsShown(name) && endings.Contains(Path.GetExtension(name)))
                    .Order(StringComparer.Ordinal).Select(name => new CompletionItem(name, "path")),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be read has nothing to offer.
            return [];
        }
    }

    private static bool IsShown(string name) => !name.StartsWith('.');
}
