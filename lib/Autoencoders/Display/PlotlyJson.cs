using System.Text.Json.Nodes;

namespace Autoencoders;

/// <summary>Writes plots as plotly's JSON.</summary>
internal static class PlotlyJson
{
    /// <summary>Room for a colour bar with its numbers and its label, in pixels.</summary>
    public const int ColourBarWidth = 110;

    /// <summary>A figure of one plot.</summary>
    public static JsonObject Write(PlotContent plot)
    {
        var figure = Empty(plot.Title, plot.Width, plot.Height);
        AddPanel(figure, plot, 1, 0, 1);
        figure["layout"]!["showlegend"] = plot.LegendTitle is not null
            || plot.Traces.Count(t => t["showlegend"]?.GetValue<bool>() != false) > 1;
        if (plot.Traces.Any(t => t["colorbar"] is not null))
            figure["layout"]!["legend"]!["x"] = BesidePanels(figure["layout"]!.AsObject(), 1);
        return figure;
    }

    /// <summary>A figure without traces: data, layout and config.</summary>
    public static JsonObject Empty(string title, int width, int height)
    {
        var layout = Theme.Layout(title, width, height);
        layout["annotations"] = new JsonArray();
        layout["shapes"] = new JsonArray();
        return new() { ["data"] = new JsonArray(), ["layout"] = layout, ["config"] = Theme.Config() };
    }

    /// <summary>
    /// Adds a plot as panel <paramref name="number"/> (from 1), between two shares of the figure's width.
    /// </summary>
    public static void AddPanel(JsonObject figure, PlotContent plot, int number, double left, double right)
    {
        var suffix = number == 1 ? "" : number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var (data, layout) = (figure["data"]!.AsArray(), figure["layout"]!.AsObject());
        var (annotations, shapes) = (layout["annotations"]!.AsArray(), layout["shapes"]!.AsArray());

        foreach (var trace in plot.Traces.Concat(Reaching(plot)))
        {
            var copy = trace.DeepClone().AsObject();
            (copy["xaxis"], copy["yaxis"]) = ("x" + suffix, "y" + suffix);
            data.Add(copy);
        }
        var (x, y) = (Axis(plot, "x"), Axis(plot, "y"));
        (x["domain"], x["anchor"], y["anchor"]) = (new JsonArray(left, right), "y" + suffix, "x" + suffix);
        if (plot.HasEqualAxes)
            y["scaleanchor"] = "x" + suffix;
        (layout["xaxis" + suffix], layout["yaxis" + suffix]) = (x, y);
        if (plot.LegendTitle is { } legend)
            layout["legend"]!["title"] = new JsonObject { ["text"] = Theme.PlainText(legend) };

        foreach (var reference in plot.References)
        {
            shapes.Add(Line(reference, suffix));
            annotations.Add(Name(plot, reference, suffix));
        }
        foreach (var label in plot.Labels)
            annotations.Add(Label(plot, label, suffix));
    }

    /// <summary>
    /// Where a colour bar or the legend stands to the right of the panels, behind so many colour bars: a share of the
    /// panels' width.
    /// </summary>
    public static double BesidePanels(JsonObject layout, int bars) =>
        1.02 + (double)bars * ColourBarWidth / layout["width"]!.GetValue<int>();

    private static JsonObject Axis(PlotContent plot, string coordinate)
    {
        var axis = coordinate == "x" ? plot.X : plot.Y;
        var json = Theme.Axis(axis.Label);
        if (axis.IsCategory)
        {
            (json["type"], json["showgrid"], json["ticks"]) = ("category", false, "");
        }
        else if (axis.IsLog)
        {
            json["type"] = "log";
            if ((axis.Range ?? plot.Extent(coordinate)) is { } extent)
                (json["tickvals"], json["ticktext"]) = LogTicks(extent.From, extent.To);
        }
        else if (coordinate == "y" && plot.StandsOnZero)
        {
            json["rangemode"] = "tozero";
        }
        if (!axis.Names.IsEmpty)
            (json["tickvals"], json["ticktext"]) =
                (Series.Json(axis.Names.Select((_, i) => (double)i)), Series.Json(axis.Names.Select(Theme.PlainText)));
        if (axis.IsBare)
            (json["showline"], json["showgrid"], json["ticks"], json["showticklabels"], json["constrain"]) =
                (false, false, "", !axis.Names.IsEmpty, "domain");
        if (axis.Range is { } range)
            json["range"] = new JsonArray(axis.Position(range.From), axis.Position(range.To));
        else if (axis.IsReversed)
            json["autorange"] = "reversed";
        return json;
    }

    // plotly writes 2 and 5 for 0.02 and 0.05 between powers of ten; here each tick says its whole number.
    private static (JsonArray Values, JsonArray Texts) LogTicks(double from, double to)
    {
        var (low, high) = ((int)Math.Floor(Math.Log10(from)), (int)Math.Ceiling(Math.Log10(to)));
        var (step, steps) = (Math.Max(1, (high - low) / 8), high - low <= 3 ? new[] { 1, 2, 5 } : [1]);
        var ticks = Enumerable.Range(low, high - low + 1).Where(e => (e - low) % step == 0)
            .SelectMany(e => steps.Select(m => (Value: m * Math.Pow(10, e), Exponent: e))).ToList();
        return (Series.Json(ticks.Select(t => t.Value)),
            Series.Json(ticks.Select(t => t.Exponent is >= -4 and <= 4
                ? Numbers.Text(t.Value)
                : $"10<sup>{Numbers.Text(t.Exponent)}</sup>")));
    }

    // plotly's automatic ranges look at traces only: an invisible point makes the axis reach a reference line.
    private static IEnumerable<JsonObject> Reaching(PlotContent plot)
    {
        if (plot.Traces.IsEmpty)
            yield break;
        JsonNode? First(string axis) =>
            (plot.Traces[0][axis] as JsonArray)?.FirstOrDefault(v => v is not null)?.DeepClone();
        foreach (var reference in plot.References)
        {
            yield return new JsonObject
            {
                ["type"] = "scatter",
                ["mode"] = "markers",
                ["x"] = new JsonArray(reference.IsVertical ? reference.At : First("x")),
                ["y"] = new JsonArray(reference.IsVertical ? First("y") : reference.At),
                ["marker"] = new JsonObject { ["opacity"] = 0 },
                ["hoverinfo"] = "skip",
                ["showlegend"] = false,
            };
        }
    }

    private static JsonObject Line(PlotReference reference, string suffix)
    {
        var (along, across) = reference.IsVertical ? ("y", "x") : ("x", "y");
        return new()
        {
            ["type"] = "line",
            [along + "ref"] = $"{along}{suffix} domain",
            [along + "0"] = 0,
            [along + "1"] = 1,
            [across + "ref"] = across + suffix,
            [across + "0"] = reference.At,
            [across + "1"] = reference.At,
            ["line"] = new JsonObject { ["color"] = Theme.Quiet, ["width"] = 1.5, ["dash"] = "dot" },
        };
    }

    // At the right end above a horizontal line, at the upper end right of a vertical one.
    private static JsonObject Name(PlotContent plot, PlotReference reference, string suffix) => reference.IsVertical
        ? Text(reference.Label, "x" + suffix, plot.X.Position(reference.At), $"y{suffix} domain", 1, "left", "top")
        : Text(reference.Label, $"x{suffix} domain", 1, "y" + suffix, plot.Y.Position(reference.At), "right", "bottom");

    private static JsonObject Label(PlotContent plot, PlotLabel label, string suffix)
    {
        var text = Text(label.Text, "x" + suffix, plot.X.Position(label.X), "y"
            + suffix, plot.Y.Position(label.Y), "center", "middle");
        (text["bgcolor"], text["borderpad"]) = ("rgba(255,255,255,0.75)", 1);
        text["font"] = new JsonObject { ["size"] = 14, ["color"] = Theme.Ink };
        return text;
    }

    /// <summary>A text without an arrow, at a place in the units of two of plotly's references.</summary>
    public static JsonObject Text(string text, string xref, double x, string yref, double y, string xanchor,
        string yanchor) => new()
        {
            ["text"] = Theme.PlainText(text),
            ["xref"] = xref,
            ["x"] = x,
            ["yref"] = yref,
            ["y"] = y,
            ["xanchor"] = xanchor,
            ["yanchor"] = yanchor,
            ["showarrow"] = false,
            ["font"] = new JsonObject { ["size"] = 12, ["color"] = Theme.Quiet },
        };
}
