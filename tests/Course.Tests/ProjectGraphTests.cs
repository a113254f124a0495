using System.Reflection;
using System.Xml.Linq;

namespace Course.Tests;

/// <summary>The arrows of the design: libtorch ← TorchSharp ← Autoencoders; CSharpKernel stands alone; Course sees all.</summary>
public class ProjectGraphTests
{
    private static readonly CourseFolder Folder = CourseFolder.Find();

    [Theory]
    [InlineData("TorchSharp", "")]
    [InlineData("CSharpKernel", "")]
    [InlineData("Autoencoders", "TorchSharp")]
    [InlineData("Course", "Autoencoders CSharpKernel")]
    public void A_project_references_only_those_below_it(string project, string allowed)
    {
        var path = Path.Combine(Folder.Root, "lib", project, $"{project}.csproj");
        Assert.Equal(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries), References(path).Order());
    }

    [Theory]
    [InlineData("TorchSharp", "Autoencoders CSharpKernel Course")]
    [InlineData("CSharpKernel", "TorchSharp Autoencoders Course")]
    [InlineData("Autoencoders", "CSharpKernel Course")]
    public void An_assembly_refers_to_none_above_or_beside_it(string assembly, string forbidden)
    {
        var references = Assembly.Load(assembly).GetReferencedAssemblies().Select(name => name.Name);
        Assert.Empty(references.Intersect(forbidden.Split(' ')));
    }

    [Fact]
    public void Every_project_of_lib_and_tests_is_in_the_solution()
    {
        var listed = XDocument.Load(Folder.Solution).Descendants("Project").Select(p => (string)p.Attribute("Path")!).Order();
        var there = new[] { "lib", "tests" }.SelectMany(top => Directory.GetFiles(Path.Combine(Folder.Root, top), "*.csproj", SearchOption.AllDirectories))
            .Select(p => Path.GetRelativePath(Folder.Root, p)).Where(p => !p.StartsWith(Path.Combine("tests", "bench"), StringComparison.Ordinal)).Order();
        Assert.Equal(there, listed);
    }

    /// <summary>The projects that a project file references itself or by an import of the repository's, by name.</summary>
    private static IEnumerable<string> References(string path)
    {
        var project = XDocument.Load(path);
        var folder = Path.GetDirectoryName(path)!;
        var own = project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(((string)r.Attribute("Include")!).Split('/')[^1]));
        var imported = project.Descendants("Import").Select(i => (string?)i.Attribute("Project")).OfType<string>().Where(i => !i.Contains('$'))
            .SelectMany(i => References(Path.GetFullPath(Path.Combine(folder, i))));
        return own.Concat(imported).Distinct();
    }
}
