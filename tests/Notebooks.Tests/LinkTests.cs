using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Notebooks.Tests;

/// <summary>
/// A link to a file of the repository leads to a file that is there, in notebooks and in every README.
/// </summary>
public class LinkTests
{
    public static TheoryData<string> Names => NotebookFiles.Names();

    public static TheoryData<string> Documents =>
        [.. Directory.EnumerateFiles(NotebookFiles.Folder.Root, "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(NotebookFiles.Folder.Root, path).Replace('\\', '/'))
            .Where(path => path.Split('/') is var parts
                && !parts.Any(part => part is "bin" or "obj" or "out" or ".git" or "node_modules"))];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_notebooks_links_lead_somewhere(string name) =>
        Assert.Empty(NotebookFiles.Read(name).Cells.Where(cell => !cell.IsCode)
            .SelectMany(cell => Dead(cell.Source, NotebookFiles.Folder.Notebooks)));

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_documents_links_lead_somewhere(string document)
    {
        var path = Path.Combine(NotebookFiles.Folder.Root, document);
        Assert.Empty(Dead(File.ReadAllText(path), Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_dead_link_is_found() =>
        Assert.Equal(["no-such.ipynb"], Dead(
            "[there](01-autoencoder.ipynb#code), [not there](no-such.ipynb), [here](#section), "
            + "[elsewhere](https://example.org/no.ipynb), ![drawn](attachment:a.png)", NotebookFiles.Folder.Notebooks));

    private static IEnumerable<string> Dead(string markdown, string folder) => Markdown.Parse(markdown)
        .Descendants<LinkInline>().Select(link => link.Url!.Split('#')[0])
        .Where(url => url.Length > 0 && !url.Contains(':'))
        .Where(url => Path.Combine(folder, Uri.UnescapeDataString(url)) is var path
            && !File.Exists(path) && !Directory.Exists(path));
}
