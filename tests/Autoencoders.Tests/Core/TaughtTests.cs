using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Autoencoders.Tests.Core;

/// <summary>
/// From a file of the library to the section that teaches it, and from a chapter to the files it teaches.
/// </summary>
public sealed partial class TaughtTests
{
    private sealed record Chapter(int Number, string[] Headings, string[] Files);

    private sealed record Taught(string File, int Chapter, string Section);

    [Fact]
    public void A_file_names_a_chapter_and_a_section_that_exist()
    {
        var chapters = Chapters().ToList();
        var taught = Files();
        Assert.True(taught.Length > 100);
        Assert.DoesNotContain(taught, file => !chapters.Any(chapter =>
            chapter.Number == file.Chapter && chapter.Headings.Contains(file.Section)));
    }

    [Fact]
    public void A_chapter_lists_the_files_that_name_it_and_no_other()
    {
        var taught = Files();
        foreach (var chapter in Chapters())
        {
            var naming = taught.Where(file => file.Chapter == chapter.Number).Select(file => file.File);
            Assert.Equal(naming.Order(), chapter.Files.Order());
        }
    }

    [Fact]
    public void The_librarys_readme_has_a_row_for_each()
    {
        var readme = File.ReadAllText(Repository.At("lib", "Autoencoders", "README.md"));
        foreach (var (file, chapter, section) in Files())
        {
            var row = readme.Split('\n')
                .SingleOrDefault(line => line.Contains($"({file["lib/Autoencoders/".Length..]})"));
            Assert.True(row?.StartsWith($"| [{chapter}](") == true && row.Contains($"| {section} |"), $"{file}: {row}");
        }
    }

    private static Taught[] Files() =>
    [
        .. from path in Repository.Sources(Repository.At("lib", "Autoencoders"))
           let remark = Remark().Match(File.ReadAllText(path))
           where remark.Success
           select new Taught(
               Path.GetRelativePath(Repository.At(), path).Replace(Path.DirectorySeparatorChar, '/'),
               int.Parse(remark.Groups["chapter"].Value),
               WebUtility.HtmlDecode(remark.Groups["section"].Value)),
    ];

    private static IEnumerable<Chapter> Chapters()
    {
        foreach (var path in Directory.EnumerateFiles(Repository.At("notebooks"), "??-*.ipynb").Order())
        {
            var text = JsonNode.Parse(File.ReadAllText(path))!["cells"]!.AsArray()
                .Where(cell => (string?)cell!["cell_type"] == "markdown")
                .Select(cell => string.Concat(cell!["source"]!.AsArray().Select(line => (string?)line)));
            var lines = text.SelectMany(cell => cell.Split('\n')).ToList();
            var list = lines.SingleOrDefault(line => line.StartsWith("**In the library:**")) ?? "";
            yield return new Chapter(
                int.Parse(Path.GetFileName(path)[..2]),
                [.. lines.Where(line => line.StartsWith("## ")).Select(line => line[3..].Trim())],
                [.. Link().Matches(list).Select(link => link.Groups["file"].Value)]);
        }
    }

    [GeneratedRegex(@"^/// <remarks>Chapter (?<chapter>\d+), <i>(?<section>.*)</i>\.</remarks>",
        RegexOptions.Multiline)]
    private static partial Regex Remark();

    [GeneratedRegex(@"\]\(\.\./(?<file>lib/Autoencoders/[\w/]+\.cs)\)")]
    private static partial Regex Link();
}
