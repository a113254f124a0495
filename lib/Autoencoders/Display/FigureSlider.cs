using System.Text.Json.Nodes;

namespace Autoencoders;

/// <summary>Plots that a slider steps through, as plotly's frames.</summary>
internal sealed class FigureSlider : Figure
{
    private const int SliderHeight = 80;

    private readonly string variable;
    private readonly IReadOnlyList<(string Value, Plot Plot)> steps;

    public FigureSlider(string title, string variable, IEnumerable<(string Value, Plot Plot)> steps)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        ArgumentException.ThrowIfNullOrWhiteSpace(variable);
        (Title, this.variable, this.steps) = (title, variable, [.. steps]);
        if (this.steps.Count == 0)
            throw new ArgumentException($"The slider \"{title}\" has no steps.", nameof(steps));
        foreach (var (value, plot) in this.steps)
        {
            if (!Names(plot).SequenceEqual(Names(this.steps[0].Plot)))
                throw new ArgumentException($"At {variable} = {value} the series are {string.Join(", ", Names(plot))}, "
                    + $"but at {variable} = {this.steps[0].Value} they "
                    + $"are {string.Join(", ", Names(this.steps[0].Plot))}: a slider moves the same series.",
                    nameof(steps));
        }
    }

    internal override string Title { get; }

    internal override JsonObject ToPlotly()
    {
        var first = steps[0].Plot.Content;
        var plots = steps.Select(s => s.Plot.Content with
        {
            Title = Title,
            Height = first.Height + SliderHeight,
            X = first.X with { Range = first.X.Range ?? CommonRange("x", first.X) },
            Y = first.Y with { Range = first.Y.Range ?? CommonRange("y", first.Y) },
        }).Select(PlotlyJson.Write).ToList();
        ShareColours(
            [.. plots.SelectMany(p => p["data"]!.AsArray()).OfType<JsonObject>().Where(t => t["z"] is not null)]);

        var figure = plots[0];
        figure["frames"] = new JsonArray([.. plots.Select((plot, i) => new JsonObject
        {
            ["name"] = steps[i].Value,
            ["data"] = plot["data"]!.DeepClone(),
            ["layout"] = new JsonObject
            {
                ["annotations"] = plot["layout"]!["annotations"]!.DeepClone(),
                ["shapes"] = plot["layout"]!["shapes"]!.DeepClone(),
            },
        })]);
        var layout = figure["layout"]!;
        layout["sliders"] = new JsonArray(new JsonObject
        {
            ["active"] = 0,
            ["pad"] = new JsonObject { ["t"] = 60 },
            ["currentvalue"] = new JsonObject
            { ["prefix"] = Theme.PlainText(variable) + " = ", ["font"] = new JsonObject { ["size"] = 14 } },
            ["steps"] = new JsonArray([.. steps.Select(s => Step(s.Value))]),
        });
        return figure;
    }

    public override string ToString() =>
        $"{Title}. A slider over {variable} = {string.Join(", ", steps.Select(s => s.Value))}. "
        + $"At {variable} = {steps[0].Value}: {steps[0].Plot}";

    private static JsonObject Step(string value) => new()
    {
        ["label"] = Theme.PlainText(value),
        ["method"] = "animate",
        ["args"] = new JsonArray(new JsonArray(value), new JsonObject
        {
            ["mode"] = "immediate",
            ["frame"] = new JsonObject { ["duration"] = 0, ["redraw"] = true },
            ["transition"] = new JsonObject { ["duration"] = 0 },
        }),
    };

    // The range of all steps' numbers with a margin, or none where the axis has categories.
    private (double From, double To)? CommonRange(string coordinate, PlotAxis axis)
    {
        var extents = steps.Select(s => s.Plot.Content.Extent(coordinate)).OfType<(double From, double To)>().ToList();
        if (extents.Count == 0)
            return null;
        var (from, to) = (axis.Position(extents.Min(e => e.From)), axis.Position(extents.Max(e => e.To)));
        var margin = Math.Max(0.04 * (to - from), 1e-9);
        return axis.IsLog ? (Math.Pow(10, from - margin), Math.Pow(10, to + margin)) : (from - margin, to + margin);
    }

    // A colour means the same number at every step.
    private static void ShareColours(IReadOnlyList<JsonObject> heatmaps)
    {
        double[] values =
            [.. heatmaps.SelectMany(h => h["z"]!.AsArray().SelectMany(row => row!.AsArray()).Append(h["zmin"])
                .Append(h["zmax"]))
            .OfType<JsonValue>().Select(v => v.GetValue<double>())];
        foreach (var heatmap in values.Length == 0 ? [] : heatmaps)
            (heatmap["zmin"], heatmap["zmax"]) = (values.Min(), values.Max());
    }

    private static IEnumerable<string> Names(Plot plot) =>
        plot.Content.Traces.Select(t => t["name"]!.GetValue<string>());
}
