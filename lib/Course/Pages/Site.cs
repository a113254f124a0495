using System.Reflection;
using Autoencoders.Data;
using Course.Chapters;
using Course.Running;
using CSharpKernel.Notebooks;

namespace Course.Pages;

/// <summary>The pages under <c>out/</c>: one for each executed notebook, an index, and what they need to be read offline.</summary>
internal sealed class Site(CourseFolder folder, string output)
{
    /// <summary>Writes the index and the pages of the chapters in the summary, or of this one alone.</summary>
    public void Write(RunSummary summary, Chapter? only = null)
    {
        var run = summary.Chapters.Where(c => File.Exists(Executed(c.Name))).ToList();
        var links = new PageLinks(folder.Notebooks, output, run.Select(c => c.Name).ToHashSet());
        var listed = new List<(ChapterSummary, ChapterText)>();
        for (var i = 0; i < run.Count; i++)
        {
            var notebook = Notebook.Read(Executed(run[i].Name));
            listed.Add((run[i], ChapterText.Of(notebook, run[i].Name)));
            if (only is null || only.Name == run[i].Name)
                WholeFile.Write(Path.Combine(output, $"{run[i].Name}.html"), ChapterPage.Html(notebook, run[i], links, Navigation(run, i)));
        }
        WholeFile.Write(Path.Combine(output, "index.html"), IndexPage.Html(listed, links));
    }

    /// <summary>Writes a page of a notebook with the outputs that are saved in it, and what it needs beside it.</summary>
    public void WriteSaved(Notebook notebook, Chapter chapter, string page)
    {
        CopyAssets();
        var links = new PageLinks(Path.GetDirectoryName(chapter.Path)!, output, new HashSet<string>());
        WholeFile.Write(page, ChapterPage.Html(notebook, chapter.Name, "", links, ""));
    }

    /// <summary>Copies plotly.js and KaTeX, and writes the pages' own style and script.</summary>
    public void CopyAssets()
    {
        var target = Path.Combine(output, "assets");
        if (Directory.Exists(folder.Assets))
            foreach (var file in Directory.GetFiles(folder.Assets, "*", SearchOption.AllDirectories))
                CopyNewer(file, Path.Combine(target, Path.GetRelativePath(folder.Assets, file)));
        foreach (var name in new[] { "course.css", "course.js" })
        {
            using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
            WholeFile.Write(Path.Combine(target, name), reader.ReadToEnd());
        }
    }

    private string Executed(string name) => Path.Combine(output, $"{name}.ipynb");

    /// <summary>Links to the index and to the chapters before and after, as far as they were run.</summary>
    private static string Navigation(IReadOnlyList<ChapterSummary> run, int at)
    {
        return $"{Link(at - 1, "← ", "")}<a href=\"index.html\">{Escape.Html(Page.CourseTitle)}</a>{Link(at + 1, "", " →")}";

        string Link(int i, string before, string after) => i < 0 || i >= run.Count ? "<span></span>"
            : $"<a href=\"{Uri.EscapeDataString(run[i].Name)}.html\">{before}{Escape.Html(run[i].Name)}{after}</a>";
    }

    private static void CopyNewer(string from, string to)
    {
        var (source, copy) = (new FileInfo(from), new FileInfo(to));
        if (!copy.Exists || copy.Length != source.Length || copy.LastWriteTimeUtc < source.LastWriteTimeUtc)
            WholeFile.Copy(from, to);
    }
}
