using System.Text.Json;
using System.Text.Json.Nodes;

namespace Autoencoders;

/// <summary>A figure that came as plotly's JSON, and keeps its own look.</summary>
internal sealed class ForeignFigure : Figure
{
    private readonly JsonObject figure;

    private ForeignFigure(JsonObject figure) => this.figure = figure;

    internal override string Title => Text(figure["layout"]?["title"]) ?? "Untitled figure";

    internal override JsonObject ToPlotly()
    {
        var figure = this.figure.DeepClone().AsObject();
        // plotly.js 4 offers by default to send a figure to its cloud; a figure that names no tools gets the course's.
        var config = figure["config"]?.AsObject() ?? [];
        foreach (var (name, value) in Theme.Config())
            config[name] ??= value?.DeepClone();
        figure["config"] = config;
        return figure;
    }

    public override string ToString()
    {
        var axes = figure["layout"] is JsonObject layout
            ? layout.Where(p => IsAxis(p.Key)).Select(p => $"{p.Key}: {Text(p.Value?["title"]) ?? "unnamed"}")
            : [];
        var traces = figure["data"]!.AsArray().Select(t => PlotSummary.Write(t!.AsObject()));
        return string.Join(". ",
            new[] { Title, string.Join(", ", axes), string.Join("; ", traces) }.Where(p => p.Length > 0)) + ".";
    }

    public static ForeignFigure Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        static ArgumentException Wrong(string why, Exception? inner = null) =>
            new($"This is not the JSON of a plotly figure: {why}", nameof(json), inner);
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(json);
        }
        catch (JsonException e)
        {
            throw Wrong(e.Message, e);
        }
        if (node is not JsonObject figure)
            throw Wrong("it must be an object with \"data\".");
        if (figure["data"] is not JsonArray data)
            throw Wrong("its \"data\" must be an array of traces.");
        if (data.ToList().FindIndex(t => t is not JsonObject) is >= 0 and var at)
            throw Wrong($"trace {at} of its \"data\" is no object.");
        foreach (var part in new[] { "layout", "config" })
        {
            if (figure[part] is not (null or JsonObject))
                throw Wrong($"its \"{part}\" must be an object.");
        }
        if (figure["frames"] is not (null or JsonArray))
            throw Wrong("its \"frames\" must be an array.");
        if (figure["layout"] is JsonObject layout)
            SpellTitles(layout);
        return new(figure);
    }

    // plotly.js 3 no longer reads the old short form of titles, which XPlot writes: "title": "text".
    private static void SpellTitles(JsonObject layout)
    {
        foreach (var holder in layout.Where(p => IsAxis(p.Key)).Select(p => p.Value).OfType<JsonObject>()
            .Append(layout))
        {
            if (holder["title"] is JsonValue title)
                holder["title"] = new JsonObject { ["text"] = title.DeepClone() };
        }
    }

    private static bool IsAxis(string key) =>
        key.StartsWith("xaxis", StringComparison.Ordinal) || key.StartsWith("yaxis", StringComparison.Ordinal);

    private static string? Text(JsonNode? title) =>
        title is JsonObject spelled && spelled["text"] is JsonValue text ? text.ToString() : null;
}
