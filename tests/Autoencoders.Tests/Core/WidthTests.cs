namespace Autoencoders.Tests.Core;

/// <summary>
/// Code is at most 120 columns wide, so that a file and its neighbour stand side by side on a screen.
/// </summary>
public sealed class WidthTests
{
    private const int Columns = 120;

    [Theory]
    [InlineData("lib", "*.cs", 100)]
    [InlineData("tests", "*.cs", 100)]
    [InlineData("tests", "*.py", 10)]
    public void No_line_is_wider(string folder, string pattern, int expected)
    {
        var files = Repository.Sources(Repository.At(folder), pattern);
        Assert.True(files.Length > expected);
        Assert.Empty(files.SelectMany(file => TooWide(File.ReadAllText(file))
            .Select(line => $"{Path.GetFileName(file)}:{line}")));
    }

    [Fact]
    public void A_wider_line_is_found() =>
    Assert.Equal([2], TooWide("short\n" + new string('x', Columns + 1) + "\nshort"));

    // Text in raw strings is data: it is as wide as it is.
    private static IEnumerable<int> TooWide(string code)
    {
        var isRaw = false;
        var number = 0;
        foreach (var line in code.Split('\n'))
        {
            number++;
            var opensOrCloses = line.Contains("\"\"\"");
            if (line.Length > Columns && !isRaw && !opensOrCloses) yield return number;
            if (opensOrCloses && line.Split("\"\"\"").Length % 2 == 0) isRaw = !isRaw;
        }
    }
}
