using Microsoft.DotNet.Interactive.Formatting;
using NotebookKernel.Display;

namespace NotebookKernel.Tests.Display;

public sealed class DisplayTests : IDisposable
{
    private readonly Harness cells = new();

    [Fact]
    public async Task Formatters_are_found_by_convention_and_their_types_come_in_one_bundle()
    {
        FixtureLibrary.Compile(cells.Folder, "Fixture", FixtureLibrary.WithFormatters);
        await cells.Value("#r \"Fixture.dll\"\nusing Fixture;");
        var data = (await cells.Run("new Figure { Title = \"Loss\" }")).Data!;
        Assert.Equal(["application/json", "image/png", "text/plain"], data.Select(d => d.Key));
        Assert.Equal("Loss", data["application/json"]!["title"]!.ToString());
        Assert.Equal("iVBORw0KGgo=", data["image/png"]!.ToString());
        Assert.Equal("Loss", data["text/plain"]!.ToString());
        Assert.Equal("a figure", (await cells.Run("new Special()")).Plain);
    }

    [Fact]
    public async Task A_formatter_that_breaks_the_convention_fails_the_cell_and_says_why()
    {
        FixtureLibrary.Compile(cells.Folder, "Fixture", FixtureLibrary.WithFormatters);
        var error = (await cells.Run("#r \"Fixture.dll\"\nnew Fixture.Unshowable()")).Result.Error!;
        Assert.Contains("Unshowable", error.Value);
    }

    [Fact]
    public async Task What_the_notebook_registers_beats_the_types_own_formatters()
    {
        FixtureLibrary.Compile(cells.Folder, "Fixture", FixtureLibrary.WithFormatters);
        await cells.Value(
            "#r \"Fixture.dll\"\nusing Microsoft.DotNet.Interactive.Formatting;\nFormatter.Register<Fixture.Figure>(f "
                + "=> \"mine\");");
        Assert.Equal("mine", (await cells.Run("new Fixture.Figure()")).Plain);
    }

    [Fact]
    public async Task A_display_can_be_updated_in_place()
    {
        var outcome = await cells.Run("var d = display(\"a\");\nd.Update(\"b\");");
        Assert.Equal([false, true], outcome.Displays.Select(d => d.Update));
        Assert.Equal(outcome.Displays[0].DisplayId, outcome.Displays[1].DisplayId);
        Assert.Equal("b", outcome.Displays[1].Data["text/plain"]!.ToString());
    }

    [Fact]
    public async Task Late_output_of_a_background_task_goes_to_its_own_cell()
    {
        var first = await cells.Run("var gate = new TaskCompletionSource();\nvar late = Task.Run(async () => { await "
            + "gate.Task; display(\"late\"); });");
        var second = await cells.Run("gate.SetResult(); await late;");
        Assert.Empty(second.Displays);
        Assert.Empty(first.Displays); // a snapshot of before
    }

    [Theory]
    [InlineData("1.5f", new[] { "text/plain" })]
    [InlineData("\"text\"", new[] { "text/plain" })]
    [InlineData("new { A = 1 }", new[] { "text/html", "text/plain" })]
    [InlineData("HTML(\"<b>\")", new[] { "text/html" })]
    public async Task Scalars_are_plain_and_objects_come_as_HTML_and_plain_text(string cell, string[] mimeTypes) =>
        Assert.Equal(mimeTypes, (await cells.Run(cell)).Data!.Select(d => d.Key));

    [Fact]
    public async Task Records_in_a_sequence_are_the_rows_of_a_table()
    {
        var data =
            (await cells.Run("record Row(string Name, double Loss);\nnew[] { new Row(\"a<b\", 0.25), new Row(\"c\", "
            + "10) }")).Data!;
        Assert.Equal("   Name  Loss\n0  a<b   0.25\n1  c     10", data["text/plain"]!.ToString());
        Assert.Contains("<th>Loss</th>", data["text/html"]!.ToString());
        Assert.Contains("<td>a&lt;b</td>", data["text/html"]!.ToString());
    }

    [Fact]
    public void Long_sequences_and_deep_objects_are_cut()
    {
        Assert.Equal("[ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, … 80 more ]",
            Text(Enumerable.Range(0, 100).ToList(), "text/plain"));
        Assert.Contains("… more", Text(Endless(), "text/plain"));
        var chain = new Link();
        chain.Next = chain;
        Assert.True(Text(chain, "text/html").Length < 2000);

        static IEnumerable<int> Endless()
        {
            while (true)
                yield return 1;
        }
    }

    [Fact]
    public void Dictionaries_matrices_tuples_and_tasks_have_views()
    {
        Assert.Equal("key  value\na    1", Text(new Dictionary<string, int> { ["a"] = 1 }, "text/plain"));
        Assert.Equal("   0  1\n0  1  2\n1  3  4", Text(new[,] { { 1, 2 }, { 3, 4 } }, "text/plain"));
        Assert.Equal("(1, a)", Text((1, "a"), "text/plain"));
        Assert.Equal("   Item1  Item2\n0  1      a", Text(new[] { (1, "a") }, "text/plain"));
        Assert.Equal("Task<int> (WaitingForActivation)", Text(new TaskCompletionSource<int>().Task, "text/plain"));
        Assert.Equal("""{"A":[1,2]}""",
            ValueFormatter.Bundle(new { A = new[] { 1, 2 } }, "application/json")["application/json"]!.ToJsonString());
    }

    [Fact]
    public void A_getter_that_throws_shows_its_exception_in_its_place() =>
        Assert.Contains("no value", Text(new Throws(), "text/plain"));

    [Fact]
    public void Several_formatted_values_make_one_bundle()
    {
        var data =
            ValueFormatter.Bundle(new[] { new FormattedValue("text/html", "<b>"), new("application/x+json", "[1]") });
        Assert.Equal(("<b>", 1), (data["text/html"]!.ToString(), (int)data["application/x+json"]!.AsArray()[0]!));
    }

    [Fact]
    public void A_MIME_type_without_formatter_is_an_error_that_names_it() =>
        Assert.Contains("image/png", Assert.Throws<ArgumentException>(() => Text(1, "image/png")).Message);

    public void Dispose() => cells.Dispose();

    private static string Text(object value, string mimeType) => value.ToDisplayString(mimeType);

    private sealed class Link
    {
        public string Name { get; } = "link";

        public Link? Next { get; set; }
    }

    private sealed class Throws
    {
        public int Value => throw new InvalidOperationException("no value");
    }
}
