using NotebookKernel.Display;
using NotebookKernel.Session;

namespace NotebookKernel.Tests.Display;

/// <summary>
/// Values that contain themselves, throw, never return or never end: each is shown in part or fails its cell, and the
/// session goes on.
/// </summary>
[Trait("Speed", "slow")]
public sealed class BoundTests : IDisposable
{
    private readonly Harness cells = new();

    [Theory]
    [InlineData("var l = new List<object>(); l.Add(l); l", "List<object> (this one again)")]
    [InlineData("var d = new Dictionary<string, object>(); d[\"me\"] = d; d", "(this one again)")]
    [InlineData("var e = new System.Dynamic.ExpandoObject(); ((IDictionary<string, object>)e)[\"me\"] = e; e",
        "(this one again)")]
    [InlineData("class Node { public Node Next; public int Id = 7; } var n = new Node(); n.Next = n; n",
        "Node (this one again)")]
    [InlineData("var a = new object[2]; a[0] = a; a[1] = new[] { a }; a", "object[] (this one again)")]
    [InlineData("class Knot : IEnumerable<Knot> { public IEnumerator<Knot> GetEnumerator() { yield return this; } "
        + "IEnumerator IEnumerable.GetEnumerator() => GetEnumerator(); } new Knot()", "Knot")]
    public async Task A_value_that_contains_itself_is_cut_where_it_comes_again(string cell, string expected)
    {
        var data = (await cells.Run(cell)).Data!;
        Assert.Contains(expected, data["text/plain"]!.ToString());
        Assert.InRange(data.Sum(form => form.Value!.ToString().Length), 1, 5000);
    }

    [Theory]
    [InlineData("l.ToDisplayString(\"text/html\").Length < 5000")]
    [InlineData("l.ToDisplayString(\"text/plain\").Length < 5000")]
    [InlineData("l.ToDisplayString(\"text/plain+summary\").Length < 5000")]
    [InlineData("div(l).ToString().Length < 5000")]
    public async Task The_packages_own_ways_to_a_text_are_bounded_too(string expression) =>
    Assert.Equal("True", await cells.Value(
        "using Microsoft.DotNet.Interactive.Formatting; using static "
            + "Microsoft.DotNet.Interactive.Formatting.PocketViewTags; var l = new List<object>(); l.Add(l);",
        expression));

    [Theory]
    [InlineData("var d = div(); d.SetContent(new object[] { d }); d")]
    [InlineData("l.Display(\"application/json\")")]
    [InlineData("l.DisplayTable()")]
    public async Task Forms_that_cannot_be_cut_fail_the_cell_at_most(string cell)
    {
        await cells.Value("using static Microsoft.DotNet.Interactive.Formatting.PocketViewTags; var l = new "
            + "List<object>(); l.Add(l);");
        await cells.Run(cell);
        Assert.Equal("2", await cells.Value("1 + 1"));
    }

    [Fact]
    public async Task A_wide_and_deep_value_is_cut_in_all()
    {
        var data = (await cells.Run("class Wide { public Wide A => new(); public Wide B => new(); public int[] Many => "
            + "new int[1000]; public string Text => new('x', 100_000); }\n"
            + "Enumerable.Range(0, 1000).Select(_ => Enumerable.Range(0, 1000).Select(_ => Enumerable.Repeat(new "
            + "Wide(), 1000)))")).Data!;
        Assert.InRange(data.Sum(form => form.Value!.ToString().Length), 1000, 20_000_000);
        var text = (await cells.Run("new string('y', 50_000_000)")).Plain!;
        Assert.InRange(text.Length, 1_000_000, 1_000_100);
        Assert.EndsWith("more characters)", text);
    }

    [Fact]
    public async Task Getters_and_ToString_that_throw_are_shown_with_their_exceptions()
    {
        var plain = (await cells.Run("""
            class Bad { public int Fine => 1; public int Value => throw new FormatException("no value"); public Mute Inner => new(); }
            class Mute { public override string ToString() => throw new NotSupportedException("no text"); }
            new Bad()
            """)).Plain!;
        Assert.Contains("FormatException: no value", plain);
        Assert.Contains("NotSupportedException: no text", plain);
        Assert.Matches(@"Fine\s+1", plain);
    }

    [Fact]
    public async Task A_sequence_that_throws_shows_what_came_before() =>
        Assert.Contains("FormatException: third", (await cells.Run(
            "IEnumerable<int> Three() { yield return 1; yield return 2; throw new FormatException(\"third\"); "
                + "}\nThree()")).Plain!);

    [Theory]
    [InlineData("Lazy()", "[ 0, 1, 2 ]")]
    [InlineData("display(Lazy());", null)]
    [InlineData("Lazy().Select(i => new { I = i })", "   I\n0  0\n1  1\n2  2")]
    [InlineData("new { Inner = Lazy() }", "Inner  [ 0, 1, 2 ]")]
    public async Task A_lazy_sequence_runs_once(string cell, string? expected)
    {
        await cells.Value("var n = 0; IEnumerable<int> Lazy() => Enumerable.Range(0, 3).Select(i => { n++; "
            + "return i; });");
        var outcome = await cells.Run(cell);
        Assert.Equal("3", await cells.Value("n"));
        Assert.Equal(expected, outcome.Plain);
    }

    [Fact]
    public async Task A_getter_that_never_returns_fails_the_cell_after_a_while_and_says_so()
    {
        var before = CellScope.LongestShowing;
        CellScope.LongestShowing = TimeSpan.FromSeconds(1);
        try
        {
            var outcome = await cells.Run(
                "class Stuck { public int Value { get { while (true) ; } } }\nvar kept = 3;\nnew Stuck()");
            Assert.Equal((CellStatus.Error, "DisplayTimeout"), (outcome.Result.Status, outcome.Result.Error!.Name));
            Assert.Contains("Stuck", outcome.Result.Error.Value);
            Assert.Equal("3", await cells.Value("kept"));
        }
        finally
        {
            CellScope.LongestShowing = before;
        }
    }

    [Fact]
    public async Task A_sequence_that_takes_too_long_is_shown_as_far_as_it_came()
    {
        var before = ViewBuilder.LongestTime;
        ViewBuilder.LongestTime = TimeSpan.FromSeconds(0.2);
        try
        {
            var plain =
                (await cells.Run("Enumerable.Range(0, 20).Select(i => { System.Threading.Thread.Sleep(150); return "
                + "i; })")).Plain!;
            Assert.StartsWith("[ 0, ", plain);
            Assert.Contains("takes too long", plain);
        }
        finally
        {
            ViewBuilder.LongestTime = before;
        }
    }

    public void Dispose() => cells.Dispose();
}
