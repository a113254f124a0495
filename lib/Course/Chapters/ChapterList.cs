using System.Globalization;
using Course.Commands;

namespace Course.Chapters;

/// <summary>The course's chapters in reading order, and how the command line's words name them.</summary>
internal sealed class ChapterList
{
    private ChapterList(IReadOnlyList<Chapter> all) => All = all;

    public IReadOnlyList<Chapter> All { get; }

    /// <summary>The notebooks of a folder, by number, then by name.</summary>
    public static ChapterList In(string folder) =>
        new([.. (Directory.Exists(folder) ? Directory.GetFiles(folder, "*.ipynb") : [])
        .Select(Chapter.At)
        .OrderBy(c => c.Number ?? int.MaxValue)
        .ThenBy(c => c.Name, StringComparer.Ordinal)]);

    /// <summary>The chapters that these words name, in reading order, each once; all when there are no words.</summary>
    /// <exception cref="CourseException">A word names no chapter, or there are none.</exception>
    public IReadOnlyList<Chapter> Select(IReadOnlyCollection<string> words)
    {
        if (All.Count == 0)
            throw new CourseException("there are no notebooks in notebooks/ (files that end in .ipynb).");
        if (words.Count == 0)
            return All;
        var chosen = words.Select(Find).ToHashSet();
        return [.. All.Where(chosen.Contains)];
    }

    private Chapter Find(string word)
    {
        if (word.StartsWith('-'))
            throw new CourseException(
                $"there is no option \"{word}\"{Hint(word, ["--profile", "--data", "--out", "--save", "--help"])}",
                ExitCode.Usage);
        var isNumber = int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        var name = word.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase)
            ? Path.GetFileNameWithoutExtension(word)
            : word;
        return All.FirstOrDefault(c => isNumber ? c.Number == number : Is(c.Name, name) || Is(c.Word, name))
            ?? throw new CourseException(
                $"there is no chapter \"{word}\"{Hint(name, All.SelectMany(c => new[] { c.Name, c.Word }))}\nThe "
                    + $"chapters are: {string.Join(", ", All.Select(c => c.Name))}",
                ExitCode.Usage);
    }

    private static bool Is(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string Hint(string word, IEnumerable<string> candidates) =>
        Nearest.To(word, candidates) is { } near ? $"; did you mean \"{near}\"?" : ".";
}
