using NotebookKernel.Notebooks;

namespace Course.Pages;

/// <summary>How a chapter presents itself: its title and its first paragraph, as markdown.</summary>
internal sealed record ChapterText(string Title, string Introduction)
{
    /// <summary>
    /// The first heading and the paragraph below it; a notebook without a heading is called by its name.
    /// </summary>
    public static ChapterText Read(Notebook notebook, string name)
    {
        var lines = notebook.Cells.Where(c => c.Type == "markdown")
            .SelectMany(c => c.Source.ReplaceLineEndings("\n").Split('\n').Append("")).ToList();
        var heading = lines.FindIndex(line => line.StartsWith("# ", StringComparison.Ordinal));
        if (heading < 0)
            return new ChapterText(name, "");
        var paragraph = lines.Skip(heading + 1).SkipWhile(string.IsNullOrWhiteSpace)
            .TakeWhile(line => !string.IsNullOrWhiteSpace(line));
        return new ChapterText(lines[heading][2..].Trim(),
            string.Join('\n', paragraph.TakeWhile(line => !line.StartsWith('#'))));
    }
}
