using Course.Chapters;
using NotebookKernel.Notebooks;

namespace Notebooks.Tests;

/// <summary>The committed notebooks, as theory data.</summary>
internal static class NotebookFiles
{
    public static Course.CourseFolder Folder { get; } = Course.CourseFolder.Find();

    public static ChapterList Chapters { get; } = ChapterList.In(Folder.Notebooks);

    public static TheoryData<string> Names() => [.. Chapters.All.Select(c => c.Name)];

    public static Chapter Chapter(string name) => Chapters.All.Single(c => c.Name == name);

    public static Notebook Read(string name) => Notebook.Read(Chapter(name).Path);

    /// <summary>The outputs of a notebook's code cells.</summary>
    public static IEnumerable<System.Text.Json.Nodes.JsonNode> Outputs(Notebook notebook) =>
        notebook.Cells.Where(c => c.IsCode).SelectMany(c => c.Outputs).Select(o => o!);
}
