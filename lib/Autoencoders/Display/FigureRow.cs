using System.Text.Json.Nodes;

namespace Autoencoders;

/// <summary>Plots side by side.</summary>
internal sealed class FigureRow : Figure
{
    // Room for the next plot's numbers and label, in pixels of a figure without a legend; beside one it shrinks.
    private const int Gap = 120;

    private readonly IReadOnlyList<Plot> plots;

    public FigureRow(string title, IReadOnlyList<Plot> plots)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        if (plots.Count == 0)
            throw new ArgumentException($"The row \"{title}\" has no plots.", nameof(plots));
        (Title, this.plots) = (title, plots);
    }

    internal override string Title { get; }

    internal override JsonObject ToPlotly()
    {
        var figureWidth = Math.Max(Theme.Width, 340 * plots.Count);
        var figure = PlotlyJson.Empty(Title, figureWidth, 380);
        var layout = figure["layout"]!.AsObject();
        var gap = (double)Gap / figureWidth;
        layout["margin"]!["t"] = layout["margin"]!["t"]!.GetValue<int>() + 24;
        var width = (1 - gap * (plots.Count - 1)) / plots.Count;
        for (var i = 0; i < plots.Count; i++)
        {
            var left = i * (width + gap);
            PlotlyJson.AddPanel(figure, plots[i].Content, i + 1, left, left + width);
            var heading = PlotlyJson.Text(plots[i].Title, "paper", left, "paper", 1.02, "left", "bottom");
            heading["font"] = new JsonObject { ["size"] = 14, ["color"] = Theme.Ink };
            layout["annotations"]!.AsArray().Add(heading);
        }
        ShareNames(figure["data"]!.AsArray());
        ShareColours(figure["data"]!.AsArray(), layout);
        ShareAxes(layout);
        return figure;
    }

    public override string ToString() => $"{Title}. " + string.Join(" | ", plots.Select(p => p.ToString()));

    // What is measured alike is drawn to one scale, so that heights can be compared across the row. A map keeps its
    // own: on it, distances are compared. So do categories, which may stand in another order.
    private void ShareAxes(JsonObject layout)
    {
        var first = plots[0].Content.Y;
        for (var i = 1; i < plots.Count; i++)
        {
            if (plots[i].Content is { HasEqualAxes: false } content && content.Y == first && !first.IsCategory)
                layout[$"yaxis{i + 1}"]!["matches"] = "y";
        }
    }

    // Heatmaps of one unit are drawn to one scale with one colour bar; those of another, and points with colours of
    // their own, have theirs beside it.
    private static void ShareColours(JsonArray data, JsonObject layout)
    {
        var units = data.OfType<JsonObject>().Where(t => t["colorbar"] is not null)
            .GroupBy(t => t["name"]!.GetValue<string>()).ToList();
        foreach (var (i, unit) in units.Index())
        {
            var axis = i == 0 ? "coloraxis" : $"coloraxis{i + 1}";
            var first = unit.First();
            var colours = new JsonObject
                { ["colorscale"] = first["colorscale"]!.DeepClone(), ["colorbar"] = first["colorbar"]!.DeepClone() };
            colours["colorbar"]!["x"] = PlotlyJson.BesidePanels(layout, i);
            if (first["zmin"] is not null) colours["cmid"] = 0;
            layout[axis] = colours;
            foreach (var trace in unit)
            {
                foreach (var own in new[] { "colorscale", "colorbar", "showscale", "zmin", "zmax" }) trace.Remove(own);
                trace["coloraxis"] = axis;
            }
        }
        var bars = units.Count;
        foreach (var ownBar in data.Select(trace => trace!["marker"]?["colorbar"]).OfType<JsonObject>())
            ownBar["x"] = PlotlyJson.BesidePanels(layout, bars++);
        if (bars == 0) return;
        layout["legend"]!["x"] = PlotlyJson.BesidePanels(layout, bars);
        layout["width"] = layout["width"]!.GetValue<int>() + bars * PlotlyJson.ColourBarWidth;
    }

    // A name has one colour in all panels, and no other name has it while the palette lasts. The first trace of a name
    // in the legend stands for all of that name, and hides them together.
    private static void ShareNames(JsonArray data)
    {
        var (numbers, listed) = (new Dictionary<string, int>(), new HashSet<string>());
        foreach (var trace in data.OfType<JsonObject>())
        {
            if (trace["name"]?.GetValue<string>() is not { } name || trace["type"]!.GetValue<string>() == "heatmap")
                continue;
            numbers.TryAdd(name, numbers.Count);
            Traces.Colour(trace, numbers[name]);
            if (trace["showlegend"]?.GetValue<bool>() == false)
                continue;
            trace["legendgroup"] = name;
            trace["showlegend"] = listed.Add(name);
        }
    }
}
