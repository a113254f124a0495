using System.Diagnostics;
using System.Reflection;
using System.Xml.Linq;

namespace Course.Tests;

/// <summary>
/// The arrows of the design: Autoencoders and NotebookKernel know nothing of each other; NotebookKernel stands alone;
/// Course sees all.
/// </summary>
public class ProjectGraphTests
{
    private static readonly CourseFolder Folder = CourseFolder.Find();

    [Theory]
    [InlineData("NotebookKernel", "")]
    [InlineData("Autoencoders", "")]
    [InlineData("Course", "Autoencoders NotebookKernel")]
    public void A_project_references_only_those_below_it(string project, string allowed)
    {
        var path = Path.Combine(Folder.Root, "lib", project, $"{project}.csproj");
        Assert.Equal(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries), References(path).Order());
    }

    [Theory]
    [InlineData("NotebookKernel", "TorchSharp Autoencoders Course")]
    [InlineData("Autoencoders", "NotebookKernel Course")]
    public void An_assembly_refers_to_none_above_or_beside_it(string assembly, string forbidden)
    {
        var references = Assembly.Load(assembly).GetReferencedAssemblies().Select(name => name.Name);
        Assert.Empty(references.Intersect(forbidden.Split(' ')));
    }

    /// <summary>A build writes into the file that is there; a program that has it loaded must not see that.</summary>
    [UnixFact("counts links with ls")]
    public void What_the_projects_build_is_linked_to_nothing_else()
    {
        string[] folders = [Path.Combine(Folder.Root, "lib", "bin"), AppContext.BaseDirectory];
        foreach (var folder in folders.Where(Directory.Exists))
            foreach (var name in new[] { "Autoencoders.dll", "Course.dll", "NotebookKernel.dll" })
                Assert.Equal("1", Links(Path.Combine(folder, name)));
    }

    private static string Links(string file)
    {
        using var process = Process.Start(new ProcessStartInfo("ls", ["-l", file]) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
    }

    [Fact]
    public void Every_project_of_lib_and_tests_is_in_the_solution()
    {
        var listed = XDocument.Load(Folder.Solution).Descendants("Project")
            .Select(p => (string)p.Attribute("Path")!).Order();
        var there = new[] { "lib", "tests" }.SelectMany(
            top => Directory.GetFiles(Path.Combine(Folder.Root, top), "*.csproj", SearchOption.AllDirectories))
            .Select(p => Path.GetRelativePath(Folder.Root, p).Replace('\\', '/'))
            .Where(p => !p.StartsWith("tests/bench", StringComparison.Ordinal)).Order();
        Assert.Equal(there, listed);
    }

    [Fact]
    public void The_readmes_picture_has_an_arrow_for_each_reference()
    {
        var readme = File.ReadAllText(Path.Combine(Folder.Root, "README.md")).ReplaceLineEndings("\n");
        var start = readme.IndexOf("```mermaid\n", StringComparison.Ordinal);
        var drawn = readme[start..readme.IndexOf("```", start + 3, StringComparison.Ordinal)].Split('\n')
            .Where(line => line.Contains("-->")).Select(line => line.Trim());
        var there = XDocument.Load(Folder.Solution).Descendants("Project")
            .Select(project => Path.Combine(Folder.Root, (string)project.Attribute("Path")!))
            .SelectMany(path => References(path).Select(to => $"{Path.GetFileNameWithoutExtension(path)} --> {to}"));
        Assert.Equal(there.Order(), drawn.Order());
    }

    /// <summary>
    /// The projects that a project file references itself or by an import of the repository's, by name.
    /// </summary>
    private static IEnumerable<string> References(string path)
    {
        var project = XDocument.Load(path);
        var folder = Path.GetDirectoryName(path)!;
        var own = project.Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(((string)r.Attribute("Include")!).Split('/')[^1]));
        var imported = project.Descendants("Import").Select(i => (string?)i.Attribute("Project")).OfType<string>()
            .Where(i => !i.Contains('$'))
            .SelectMany(i => References(Path.GetFullPath(Path.Combine(folder, i))));
        return own.Concat(imported).Distinct();
    }
}
