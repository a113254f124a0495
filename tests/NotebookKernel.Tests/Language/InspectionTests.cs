namespace NotebookKernel.Tests.Language;

public sealed class InspectionTests(LanguageSession cells) : IClassFixture<LanguageSession>
{
    [Theory]
    [InlineData("Math.A|bs(-2.0)", "double Math.Abs(double value)")]
    [InlineData("Math.Abs(|-2.0)", "double Math.Abs(double value)")]
    [InlineData("Math.Abs|", "Math.Abs(")]
    [InlineData("Math.Max(1, |", "Math.Max(")]
    [InlineData("\"a\".Leng|th", "int string.Length { get; }")]
    [InlineData("Console|.WriteLine()", "class System.Console")]
    [InlineData("int|.MaxValue", "int")]
    [InlineData("int.MaxValue|", "2147483647")]
    [InlineData("new List<int>(|)", "List<int>.List(")]
    [InlineData("Enumerable.Range(1, 2).Wher|e(i => true)", "Where<int>")]
    [InlineData("var total = 1 + 2L; total|", "long total")]
    public void The_signature_of_what_stands_there(string code, string signature) =>
        Assert.Contains(signature, cells.Inspect(code)?.Split('\n')[0] ?? "nothing", StringComparison.Ordinal);

    [Theory]
    [InlineData("nonsense|")]
    [InlineData("1 + |2")]
    [InlineData("|")]
    [InlineData("// Math|")]
    public void Nothing_is_said_where_there_is_nothing(string code) => Assert.Null(cells.Inspect(code));

    [Fact]
    public async Task Declarations_of_cells_are_known_with_their_comments()
    {
        await cells.Run("var measured = new List<double>();\n/// <summary>Doubles a number.</summary>\n/// <param "
            + "name=\"n\">which one</param>\nint Twice(int n) => 2 * n;");
        Assert.Equal("List<double> measured", cells.Inspect("measu|red"));
        Assert.StartsWith("int Twice(int n)", cells.Inspect("Twi|ce(3)"), StringComparison.Ordinal);
        Assert.Contains("Doubles a number.", cells.Inspect("Twi|ce(3)"), StringComparison.Ordinal);
        Assert.Contains("n: which one", cells.Inspect("Twi|ce(3)"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_runtimes_documentation_is_shown_where_the_SDK_is()
    {
        if (NotebookKernel.Session.HostAssemblies.ReferencePack is null)
            return;
        var about = cells.Inspect("Math.Max|(1, 2)");
        Assert.Contains("Returns the larger of two 32-bit signed integers.", about, StringComparison.Ordinal);
        Assert.Contains("val1: The first of two 32-bit signed integers to compare.", about, StringComparison.Ordinal);
        var markdown = cells.Inspect("Math.Max|(1, 2)", mimeType: "text/markdown");
        Assert.StartsWith("```csharp\nint Math.Max(int val1, int val2)", markdown, StringComparison.Ordinal);
        Assert.Contains("`val1`", markdown, StringComparison.Ordinal);
        Assert.Contains("Projects each element", cells.Inspect("\"\".Selec|t(c => c)"), StringComparison.Ordinal);
        Assert.Contains("Represents a strongly typed list", cells.Inspect("Lis|t<int> x;"), StringComparison.Ordinal);
    }

    [Fact]
    public void In_detail_all_overloads_are_listed()
    {
        Assert.Contains("more", cells.Inspect("Math.Max|"), StringComparison.Ordinal);
        Assert.Contains("decimal Math.Max(decimal val1, decimal val2)", cells.Inspect("Math.Max|", detailed: true),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_with_a_question_mark_is_a_page()
    {
        var page = (await cells.Run("Math.Sqrt?")).Page;
        Assert.StartsWith("double Math.Sqrt(double d)", page!["text/plain"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_librarys_documentation_file_is_read()
    {
        FixtureLibrary.Compile(cells.Folder, "Geometry", "namespace Geometry; public static class Circle { public "
            + "static double Area(double radius) => 3 * radius; }");
        File.WriteAllText(Path.Combine(cells.Folder, "Geometry.xml"), """
            <doc><members><member name="M:Geometry.Circle.Area(System.Double)">
              <summary>About three times the <paramref name="radius"/>, see <see cref="T:System.Math"/>.</summary>
            </member></members></doc>
            """);
        await cells.Run("#r \"Geometry.dll\"");
        Assert.Equal("double Circle.Area(double radius)\n\nAbout three times the radius, see Math.",
            cells.Inspect("Geometry.Circle.Are|a(2)"));
    }
}
