using NotebookKernel.Session;

namespace NotebookKernel.Tests.Session;

/// <summary>The real Plotly.NET and XPlot.Plotly in cells.</summary>
public sealed class ChartTests : IDisposable
{
    private const string Plotly = "application/vnd.plotly.v1+json";
    private readonly Harness cells = new();

    [PackageFact("Plotly.NET.Interactive, 6.0.0", "Plotly.NET.CSharp, 0.14.0")]
    [Trait("Speed", "slow")]
    public async Task Charts_of_Plotly_NET_show_as_plotlys_JSON_offline_HTML_and_a_line()
    {
        var data = (await cells.Run("""
            #r "nuget: Plotly.NET.Interactive, 6.0.0"
            #r "nuget: Plotly.NET.CSharp, 0.14.0"
            using Plotly.NET.CSharp;
            Chart.Line<double, double, string>(new[] { 1.0, 2, 3 }, new[] { 0.5, 0.25, 0.125 }, Name: "a < b")
                .WithXAxisStyle<double, double, string>(TitleText: "step")
            """)).Data!;
        Assert.Equal([Plotly, "text/html", "text/plain"], data.Select(form => form.Key));
        Assert.Equal([0.5, 0.25, 0.125], data[Plotly]!["data"]![0]!["y"]!.AsArray().Select(y => (double)y!));
        Assert.Equal("step", data[Plotly]!["layout"]!["xaxis"]!["title"]!["text"]!.ToString());
        Assert.Equal("A chart: scatter “a < b”", data["text/plain"]!.ToString());
        AssertOffline(data["text/html"]!.ToString());
        // The second figure of a page uses the first one's plotly.js.
        var second =
            (await cells.Run("Chart.Point<int, int, string>(new[] { 1 }, new[] { 2 })")).Data!["text/html"]!.ToString();
        Assert.InRange(second.Length, 100, 10_000);
        AssertOffline(second);
    }

    [PackageFact("XPlot.Plotly, 4.1.0")]
    public async Task Charts_of_XPlot_show_too()
    {
        var data = (await cells.Run("""
            #r "nuget: XPlot.Plotly, 4.1.0"
            using XPlot.Plotly;
            var chart = Chart.Plot(new Scatter { x = new[] { 1, 2, 3 }, y = new[] { 3.5, 1, 2 }, name = "run" });
            chart.WithTitle("Three points");
            chart
            """)).Data!;
        Assert.Equal([Plotly, "text/html", "text/plain"], data.Select(form => form.Key));
        Assert.Equal([3.5, 1, 2], data[Plotly]!["data"]![0]!["y"]!.AsArray().Select(y => (double)y!));
        Assert.Equal("Three points", data[Plotly]!["layout"]!["title"]!["text"]!.ToString());
        Assert.Equal("Three points: scatter “run”", data["text/plain"]!.ToString());
        AssertOffline(data["text/html"]!.ToString());
        var bare = (await cells.Run("Chart.Plot(new Bar { x = new[] { \"a\" }, y = new[] { 2 } })")).Data!;
        Assert.Equal((900, 500), ((int)bare[Plotly]!["layout"]!["width"]!, (int)bare[Plotly]!["layout"]!["height"]!));
    }

    public void Dispose() => cells.Dispose();

    // plotly.js itself holds addresses; what a page would load stands in its elements.
    private static void AssertOffline(string html)
    {
        Assert.Contains("Plotly.newPlot", html);
        Assert.DoesNotMatch("<script[^>]* src=|<link[^>]* href=", html);
    }
}

/// <summary>
/// A test that needs packages from a registry; skipped, with NuGet's reason, where they cannot be restored.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PackageFactAttribute : FactAttribute
{
    public PackageFactAttribute(params string[] packages) => Skip = WhyNot(packages);

    private static string? WhyNot(string[] packages)
    {
        try
        {
            var directives = Directives.Read(string.Join('\n', packages.Select(package => $"#r \"nuget: {package}\"")));
            new PackageRestore().AddAsync(directives.Packages, CancellationToken.None).GetAwaiter().GetResult();
            return null;
        }
        catch (CellFailure e)
        {
            return $"The packages cannot be restored: {e.Message.Split('\n')[0]}";
        }
    }
}
