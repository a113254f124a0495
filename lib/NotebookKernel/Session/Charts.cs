using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookKernel.Session;

/// <summary>
/// Shows the charts of Plotly.NET and XPlot.Plotly: as plotly's JSON, which front ends and savers know, as HTML that
/// needs no network, and as a line of text. Both libraries are known by the names of their types only.
/// </summary>
internal static class Charts
{
    private const string PlotlyType = "application/vnd.plotly.v1+json";

    private static readonly (string Assembly, string Type, Func<object, JsonObject> ToJson)[] Libraries =
    [
        ("Plotly.NET", "Plotly.NET.GenericChart", OfPlotlyNet),
        ("XPlot.Plotly", "XPlot.Plotly.PlotlyChart", OfXPlot),
    ];

    /// <summary>Registers the formatters of those libraries that are among these assemblies.</summary>
    public static void Register(IReadOnlyList<string> assemblies, SessionLoadContext context)
    {
        foreach (var (assembly, name, toJson) in Libraries)
        {
            if (!assemblies.Any(path => Path.GetFileNameWithoutExtension(path) == assembly)
                || context.LoadFromAssemblyName(new AssemblyName(assembly)).GetType(name) is not { } type)
                continue;
            Formatter.Register(type, (chart, writer) => writer.Write(toJson(chart).ToJsonString()), PlotlyType);
            Formatter.Register(type, (chart, writer) =>
                writer.Write(PlotlyHtml.Write(toJson(chart), Summary(toJson(chart)), type.Assembly)), "text/html");
            Formatter.Register(type, (chart, writer) => writer.Write(Summary(toJson(chart))), "text/plain");
            Formatter.SetPreferredMimeTypesFor(type, PlotlyType, "text/html", "text/plain");
        }
    }

    private static JsonObject OfPlotlyNet(object chart) =>
        Figure(
            (string)chart.GetType().Assembly.GetType("Plotly.NET.GenericChart")!.GetMethod("toFigureJson")!.Invoke(
                null, [chart])!);

    // XPlot writes a script: var data = …; var layout = …; Plotly.newPlot(…);
    private static JsonObject OfXPlot(object chart)
    {
        var script = (string)chart.GetType().GetMethod("GetPlottingJS")!.Invoke(chart, [])!;
        // A chart without a layout has an empty text in its place.
        var layout = Value("layout") as JsonObject ?? [];
        layout["width"] ??= JsonValue.Create(chart.GetType().GetProperty("Width")!.GetValue(chart));
        layout["height"] ??= JsonValue.Create(chart.GetType().GetProperty("Height")!.GetValue(chart));
        SpellTitles(layout);
        return new JsonObject { ["data"] = Value("data") ?? new JsonArray(), ["layout"] = layout };

        JsonNode? Value(string name)
        {
            var start = script.IndexOf($"var {name} = ", StringComparison.Ordinal);
            if (start < 0)
                return null;
            var reader =
                new System.Text.Json.Utf8JsonReader(
                    System.Text.Encoding.UTF8.GetBytes(script[(start + name.Length + 7)..]),
                    new() { AllowMultipleValues = true });
            return JsonNode.Parse(ref reader);
        }
    }

    // plotly.js 3 no longer reads the old short form of titles: "title": "text".
    private static void SpellTitles(JsonObject layout)
    {
        foreach (var holder in layout.Select(part => part.Value).OfType<JsonObject>().Append(layout).ToList())
            if (holder["title"] is JsonValue title)
                holder["title"] = new JsonObject { ["text"] = title.DeepClone() };
    }

    private static JsonObject Figure(string json) => (JsonObject)JsonNode.Parse(json)!;

    private static string Summary(JsonObject figure)
    {
        var title = figure["layout"]?["title"] is JsonObject spelled
            ? spelled["text"]?.ToString()
            : figure["layout"]?["title"]?.ToString();
        var traces = figure["data"]!.AsArray().OfType<JsonObject>()
            .Select(trace => $"{trace["type"] ?? "scatter"}{(trace["name"] is { } name ? $" “{name}”" : "")}");
        return $"{title ?? "A chart"}: {string.Join(", ", traces)}";
    }
}
