using System.Numerics;
using System.Text.Json.Nodes;

namespace Autoencoders;

/// <summary>The traces of plotly that a <see cref="Plot"/> is made of, in the course's look.</summary>
internal static class Traces
{
    private const double FillOpacity = 0.2;

    /// <summary>Gives a trace the colour of another series; one coloured by values keeps its own.</summary>
    public static void Colour(JsonObject trace, int colour)
    {
        foreach (var part in new[] { trace["line"], trace["marker"] })
            if (part?["color"] is JsonValue)
                part["color"] = Theme.Colour(colour);
        if (trace["fillcolor"] is not null)
            trace["fillcolor"] = Theme.Colour(colour, FillOpacity);
    }

    public static JsonObject Line(string name, double[] x, double[] y, int colour, bool dashed)
    {
        var trace = Xy(name, x, y);
        // A few points are worth seeing; many would be beads on a string.
        trace["mode"] = x.Length <= 20 ? "lines+markers" : "lines";
        trace["line"] = new JsonObject
        { ["color"] = Theme.Colour(colour), ["width"] = 2.5, ["dash"] = dashed ? "dash" : "solid" };
        trace["marker"] = new JsonObject { ["color"] = Theme.Colour(colour), ["size"] = 6 };
        return trace;
    }

    public static JsonObject[] Band(string name, double[] x, double[] middle, double[] spread, int colour)
    {
        JsonObject Edge(double sign, string fill)
        {
            var edge = Xy(name, x, [.. middle.Zip(spread, (m, s) => m + sign * s)]);
            edge["mode"] = "lines";
            edge["line"] = new JsonObject { ["width"] = 0 };
            edge["fill"] = fill;
            edge["fillcolor"] = Theme.Colour(colour, FillOpacity);
            edge["legendgroup"] = name;
            edge["showlegend"] = false;
            edge["hoverinfo"] = "skip";
            return edge;
        }
        var line = Line(name, x, middle, colour, dashed: false);
        line["legendgroup"] = name;
        return [Edge(-1, "none"), Edge(+1, "tonexty"), line];
    }

    public static JsonObject Area(string name, double[] x, double[] y, int colour)
    {
        var trace = Xy(name, x, y);
        trace["mode"] = "lines";
        trace["line"] = new JsonObject { ["color"] = Theme.Colour(colour), ["width"] = 2 };
        trace["fill"] = "tozeroy";
        trace["fillcolor"] = Theme.Colour(colour, FillOpacity);
        return trace;
    }

    public static JsonObject Points(string name, double[] x, double[] y, int colour)
    {
        var trace = Xy(name, x, y);
        trace["mode"] = "markers";
        trace["marker"] = Marker(x.Length);
        trace["marker"]!["color"] = Theme.Colour(colour);
        return trace;
    }

    public static PlotContent PointsByClass<TClass>(PlotContent content, string legend, double[] x, double[] y,
        TClass[] classes) where TClass : IComparable<TClass>
    {
        var (width, height) = (Extent(x), Extent(y));
        var placed = new List<(double X, double Y)>();
        foreach (var group in Enumerable.Range(0, x.Length).GroupBy(i => classes[i]).OrderBy(g => g.Key))
        {
            var name = Convert.ToString(group.Key, System.Globalization.CultureInfo.InvariantCulture)!;
            double[] xs = [.. group.Select(i => x[i])], ys = [.. group.Select(i => y[i])];
            var trace = Points(name, xs, ys, content.SeriesCount);
            trace["marker"]!["size"] = Marker(x.Length)["size"]!.DeepClone();
            var at = ClearOf(placed, xs, ys, width, height);
            placed.Add(at);
            content = content.With(trace) with { Labels = content.Labels.Add(new(at.X, at.Y, name)) };
        }
        return content with { LegendTitle = legend };
    }

    // Where a class's name stands: at the median of its points, or, where another name is in the way, at the nearest
    // of its points that is clear of the names placed.
    private static (double X, double Y) ClearOf(List<(double X, double Y)> placed, double[] xs, double[] ys,
        double width, double height)
    {
        const double room = 0.09; // of the extent of all points: a digit's label in a row of three plots
        (double X, double Y) median = (Median(xs), Median(ys));
        double Away((double X, double Y) a, (double X, double Y) b) =>
            Math.Max(Math.Abs(a.X - b.X) / width, Math.Abs(a.Y - b.Y) / height);
        return xs.Zip(ys).OrderBy(point => Away(point, median)).Prepend(median)
            .Where(point => placed.All(other => Away(point, other) >= room)).FirstOrDefault(median);
    }

    private static double Extent(double[] values) =>
        Math.Max(values.DefaultIfEmpty().Max() - values.DefaultIfEmpty().Min(), 1e-300);

    public static JsonObject PointsByValue(string label, double[] x, double[] y, double[] values)
    {
        var trace = Xy(label, x, y);
        trace["mode"] = "markers";
        var marker = Marker(x.Length);
        marker["color"] = Series.Json(values);
        marker["colorscale"] = Theme.Sequential;
        marker["showscale"] = true;
        marker["colorbar"] = ColourBar(label);
        trace["marker"] = marker;
        trace["showlegend"] = false;
        return trace;
    }

    public static JsonObject Bars(string name, string[] categories, double[] values, double[]? spread, int colour)
    {
        var trace = new JsonObject
        {
            ["type"] = "bar",
            ["name"] = Theme.PlainText(name),
            ["x"] = Series.Json(categories.Select(Theme.PlainText)),
            ["y"] = Series.Json(values),
            ["marker"] = new JsonObject { ["color"] = Theme.Colour(colour) },
        };
        if (spread is not null)
            trace["error_y"] = new JsonObject
            {
                ["type"] = "data",
                ["array"] = Series.Json(spread),
                ["color"] = Theme.Ink,
                ["thickness"] = 1.5,
                ["width"] = 4
            };
        return trace;
    }

    public static JsonObject Histogram(string name, double[] values, int bins, double? from, double? to,
        bool density, int colour)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        double[] finite = [.. values.Where(double.IsFinite)];
        if (finite.Length == 0 && (from is null || to is null))
            throw new ArgumentException($"\"{name}\" has no finite value to count.", nameof(values));
        var (low, high) = (from ?? finite.Min(), to ?? finite.Max());
        if (low == high && from is null && to is null)
            (low, high) = (low - 0.5, high + 0.5);
        if (!(low < high))
            throw new ArgumentException($"The bins of \"{name}\" go from {Numbers.Text(low)} to {Numbers.Text(high)}: "
                + "from must lie below to.");

        double[] inside = [.. finite.Where(v => v >= low && v <= high)];
        var width = (high - low) / bins;
        var counts = new int[bins];
        foreach (var value in inside)
            counts[Math.Min(bins - 1, (int)((value - low) / width))]++;
        var scale = density ? 1 / (width * values.Length) : 1;

        // A staircase: height i from edge i to edge i + 1, and down to zero at both ends.
        double[] edges = [.. Enumerable.Range(0, bins + 1).Select(i => low + i * width)];
        var outside = values.Length - inside.Length;
        var trace = Area(outside == 0
            ? name
            : $"{name} ({outside} outside)", [low, .. edges], [0, .. counts.Select(c => c * scale), 0], colour);
        trace["line"]!["shape"] = "hv";
        trace["line"]!["width"] = 1.5;
        return trace;
    }

    public static JsonObject Heatmap<T>(string unit, T[,] values, JsonArray x, JsonArray y, bool diverging,
        bool written) where T : INumberBase<T>
    {
        var (rows, columns) = (values.GetLength(0), values.GetLength(1));
        if (values.Length == 0)
            throw new ArgumentException($"\"{unit}\" has no values to show: its matrix is {rows} by {columns}.",
                nameof(values));
        var numbers = Enumerable.Range(0, rows)
            .Select(i => Enumerable.Range(0, columns).Select(j => double.CreateChecked(values[i, j])).ToArray())
            .ToArray();
        var trace = new JsonObject
        {
            ["type"] = "heatmap",
            ["name"] = Theme.PlainText(unit),
            ["x"] = x,
            ["y"] = y,
            ["z"] = new JsonArray([.. numbers.Select(row => (JsonNode)Series.Json(row))]),
            ["colorscale"] = diverging ? Theme.Diverging() : Theme.Sequential,
            ["colorbar"] = ColourBar(unit),
            ["showscale"] = true,
        };
        if (diverging)
        {
            var limit = numbers.SelectMany(row => row).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(1).Max();
            (trace["zmin"], trace["zmax"]) = (Series.Json(-limit), Series.Json(limit));
        }
        if (written)
            trace["texttemplate"] = $"%{{z:.{Decimals(numbers)}f}}";
        return trace;
    }

    /// <summary>
    /// A grid's row of images as a heatmap from black to white, without a colour bar: image i lies around (i,
    /// <paramref name="row"/>), and a gap of a pixel follows it.
    /// </summary>
    public static JsonObject GreyImages(ImageGridContent grid, int row)
    {
        var images = grid.Rows[row].Images;
        var (height, width) = (images.Height, images.Width);
        // To a hundredth of the range, which no eye tells apart and which keeps the figure small.
        double Grey(int y, int column)
        {
            var (image, x) = (column / (width + 1), column % (width + 1));
            return x == width
                ? double.NaN
                : Math.Round(100 * Math.Clamp(grid.Share(images.At(image, 0, y, x)), 0, 1)) / 100;
        }
        double Place(int pixel, int size) => (pixel - (size - 1) / 2.0) / (size + 1);
        var columns = Enumerable.Range(0, images.Count * (width + 1) - 1).ToArray();
        return new JsonObject
        {
            ["type"] = "heatmap",
            ["name"] = Theme.PlainText(grid.Rows[row].Label),
            ["x"] = Series.Json(columns.Select(column => Place(column, width))),
            ["y"] = Series.Json(Enumerable.Range(0, height).Select(y => row + Place(y, height))),
            ["z"] = new JsonArray([.. Enumerable.Range(0, height)
                .Select(y => (JsonNode)Series.Json(columns.Select(column => Grey(y, column))))]),
            ["colorscale"] = new JsonArray(new JsonArray(0.0, "#000000"), new JsonArray(1.0, "#FFFFFF")),
            ["zmin"] = 0.0,
            ["zmax"] = 1.0,
            ["showscale"] = false,
        };
    }

    // Two digits of the largest number, and none after the point of whole numbers.
    private static int Decimals(double[][] numbers)
    {
        double[] sizes = [.. numbers.SelectMany(row => row).Where(v => double.IsFinite(v) && v != 0).Select(Math.Abs)];
        return sizes.All(v => v == Math.Round(v)) ? 0 : Math.Clamp(1 - (int)Math.Floor(Math.Log10(sizes.Max())), 0, 9);
    }

    private static JsonObject Xy(string name, double[] x, double[] y)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new()
        {
            ["type"] = "scatter",
            ["name"] = Theme.PlainText(name),
            ["x"] = Series.Json(x),
            ["y"] = Series.Json(y)
        };
    }

    private static JsonObject Marker(int points) => new()
    {
        ["size"] = points switch { <= 200 => 8, <= 2000 => 6, _ => 4 },
        ["opacity"] = points <= 200 ? 0.9 : 0.65,
    };

    // The label's empty first line keeps it clear of the numbers: plotly leaves too little room for those below zero.
    private static JsonObject ColourBar(string label) => new()
    {
        ["title"] = new JsonObject { ["text"] = $"<br>{Theme.PlainText(label)}", ["side"] = "right" },
        ["thickness"] = 14,
        ["outlinewidth"] = 0,
    };

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
