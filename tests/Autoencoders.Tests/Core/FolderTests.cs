using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autoencoders.Tests.Core;

/// <summary>
/// The library's folders stand in the order that its README names: each uses those before it and no other.
/// </summary>
[Trait("Speed", "slow")]
public sealed class FolderTests
{
    private static readonly string Library = Repository.At("lib", "Autoencoders");

    [Fact]
    public void The_readme_names_every_folder_once() =>
        Assert.Equal(
            Directory.EnumerateDirectories(Library).Select(Path.GetFileName).Except(["bin", "obj"]).Order(),
            Order().Order());

    [Fact]
    public void Each_folder_uses_those_before_it_alone()
    {
        var order = Order();
        var arrows = Arrows();
        Assert.Contains(arrows, arrow => arrow is { From: "Training", To: "Core" });
        Assert.Empty(arrows
            .Where(arrow => arrow.To.Length > 0 && Array.IndexOf(order, arrow.From) < Array.IndexOf(order, arrow.To))
            .Select(arrow => $"{arrow.From} uses {arrow.To}: {arrow.Use}"));
    }

    // Core ← Display ← …, in the library's README
    private static string[] Order() =>
        File.ReadLines(Path.Combine(Library, "README.md")).First(line => line.StartsWith("`Core ← "))
            .Trim('`', '.').Split(" ← ");

    private sealed record Arrow(string From, string To, string Use);

    private static List<Arrow> Arrows()
    {
        var sources = Repository.Sources(Library).Select(path => Parse(File.ReadAllText(path), path)).ToList();
        var implicitUsings = Parse(
            "global using System; global using System.Collections.Generic; global using System.IO; global "
                + "using System.Linq;"
            + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;", "");
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) != "Autoencoders.dll")
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Autoencoders", [.. sources, implicitUsings], references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable));
        var arrows = new List<Arrow>();
        foreach (var tree in sources)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                var symbol = model.GetSymbolInfo(name).Symbol;
                var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
                var home = type?.OriginalDefinition.Locations[0].SourceTree?.FilePath;
                if (home is null || Folder(home) == Folder(tree.FilePath)) continue;
                arrows.Add(
                    new(Folder(tree.FilePath), Folder(home), $"{type!.Name} in {Path.GetFileName(tree.FilePath)}"));
            }
        }
        return [.. arrows.Distinct()];
    }

    private static SyntaxTree Parse(string code, string path) =>
        CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Preview), path);

    // "" for what lies beside the folders
    private static string Folder(string path) =>
        Path.GetRelativePath(Library, path).Split(Path.DirectorySeparatorChar) is [var folder, _, ..] ? folder : "";
}
