using System.Reflection;
using Autoencoders;
using Course.Chapters;
using Course.Running;
using Course.Setup;
using NotebookKernel.Notebooks;

namespace Course.Pages;

/// <summary>
/// The pages under <c>out/</c>: one for each executed notebook, an index, and what they need to be read offline.
/// </summary>
internal sealed class Site(CourseFolder folder, string output)
{
    /// <summary>Writes the index and the pages of the chapters in the summary, or of this one alone.</summary>
    public void Write(RunSummary summary, Chapter? only = null)
    {
        var run = summary.Chapters.Where(c => File.Exists(Executed(c.Name))).ToList();
        var links = new PageLinks(folder.Notebooks, output, run.Select(c => c.Name).ToHashSet());
        var listed = new List<IndexEntry>();
        for (var i = 0; i < run.Count; i++)
        {
            var notebook = Notebook.Read(Executed(run[i].Name));
            listed.Add(new IndexEntry(run[i], ChapterText.Read(notebook, run[i].Name), Thumbnail.Find(notebook)));
            if (only is null || only.Name == run[i].Name)
                WholeFile.Write(Path.Combine(output, $"{run[i].Name}.html"),
                    ChapterPage.Html(notebook, run[i], links, Navigation(run, i), HasKatex));
        }
        WholeFile.Write(Path.Combine(output, "index.html"), IndexPage.Html(listed, links, HasKatex));
    }

    /// <summary>
    /// Writes a page of a notebook with the outputs that are saved in it, and what it needs beside it.
    /// </summary>
    public void WriteSaved(Notebook notebook, Chapter chapter, string page)
    {
        CopyAssets();
        var links = new PageLinks(Path.GetDirectoryName(chapter.Path)!, output, new HashSet<string>());
        WholeFile.Write(page, ChapterPage.Html(notebook, chapter.Name, "", links, "", HasKatex));
    }

    /// <summary>Copies plotly.js and KaTeX, and writes the pages' own style and script.</summary>
    public void CopyAssets()
    {
        var target = Path.Combine(output, "assets");
        CopyNewer(folder.Assets, target);
        CopyNewer(folder.Katex, Path.Combine(target, "katex"));
        foreach (var name in new[] { "course.css", "course.js" })
        {
            using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
            WholeFile.Write(Path.Combine(target, name), reader.ReadToEnd());
        }
    }

    private bool HasKatex => File.Exists(Path.Combine(output, "assets", "katex", KatexAsset.Files[^1]));

    private string Executed(string name) => Path.Combine(output, $"{name}.ipynb");

    /// <summary>Links to the index and to the chapters before and after, as far as they were run.</summary>
    private static string Navigation(IReadOnlyList<ChapterSummary> run, int at)
    {
        return $"{Link(at - 1, "← ", "")}<a href=\"index.html\">{Escape.Html(Page.CourseTitle)}</a>{Link(at
            + 1, "", " →")}";

        string Link(int i, string before, string after) => i < 0 || i >= run.Count ? "<span></span>"
            : $"<a href=\"{Uri.EscapeDataString(run[i].Name)}.html\">{before}{Escape.Html(run[i].Name)}{after}</a>";
    }

    private static void CopyNewer(string folder, string target)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var copy = new FileInfo(Path.Combine(target, Path.GetRelativePath(folder, file.FullName)));
            if (!copy.Exists || copy.Length != file.Length || copy.LastWriteTimeUtc < file.LastWriteTimeUtc)
                WholeFile.Copy(file.FullName, copy.FullName);
        }
    }
}
