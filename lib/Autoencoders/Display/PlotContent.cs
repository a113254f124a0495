using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Autoencoders;

/// <summary>What a <see cref="Plot"/> shows. The traces are plotly's, and never changed once they are here.</summary>
internal sealed record PlotContent(string Title, PlotAxis X, PlotAxis Y)
{
    public ImmutableArray<JsonObject> Traces { get; init; } = [];
    public ImmutableArray<PlotReference> References { get; init; } = [];
    public ImmutableArray<PlotLabel> Labels { get; init; } = [];
    public string? LegendTitle { get; init; }
    public bool HasEqualAxes { get; init; }
    public int Width { get; init; } = Theme.Width;
    public int Height { get; init; } = Theme.Height;

    /// <summary>How many colours of the palette are taken.</summary>
    public int SeriesCount { get; init; }

    /// <summary>Whether bars or filled areas start at zero, which the axis then must show.</summary>
    public bool StandsOnZero =>
        Traces.Any(t => t["type"]!.GetValue<string>() == "bar" || t["fill"]?.GetValue<string>() == "tozeroy");

    /// <summary>
    /// The smallest and the largest number along an axis ("x" or "y"), reference lines included; on a logarithmic axis
    /// only positive ones. Null if there is none.
    /// </summary>
    public (double From, double To)? Extent(string coordinate)
    {
        var axis = coordinate == "x" ? X : Y;
        var numbers = Traces.SelectMany(t => t[coordinate] as JsonArray ?? [])
            .Select(v => v is JsonValue value && value.TryGetValue(out double number) ? number : double.NaN)
            .Concat(References.Where(r => r.IsVertical == (coordinate == "x")).Select(r => r.At))
            .Concat(coordinate == "y" && StandsOnZero ? [0] : [])
            .Where(v => double.IsFinite(v) && (!axis.IsLog || v > 0))
            .ToList();
        return axis.IsCategory || numbers.Count == 0 ? null : (numbers.Min(), numbers.Max());
    }

    /// <summary>The content with one more series, of one trace or several.</summary>
    public PlotContent With(params JsonObject[] series) =>
        this with { Traces = Traces.AddRange(series), SeriesCount = SeriesCount + 1 };
}

/// <summary>An axis: its label with the unit, and how it runs.</summary>
internal sealed record PlotAxis(string Label)
{
    public bool IsLog { get; init; }
    public bool IsCategory { get; init; }
    public bool IsReversed { get; init; }

    /// <summary>Whether the axis shows its names only: no line, no ticks, no grid.</summary>
    public bool IsBare { get; init; }

    public (double From, double To)? Range { get; init; }

    /// <summary>What stands at 0, 1, … in place of the numbers; empty for numbers.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>Where plotly puts annotations and ranges: on a logarithmic axis it counts in powers of ten.</summary>
    public double Position(double value) => IsLog ? Math.Log10(value) : value;
}

/// <summary>A dotted line across the plot, with its name.</summary>
internal sealed record PlotReference(double At, string Label, bool IsVertical);

/// <summary>A text at a point of the plot.</summary>
internal sealed record PlotLabel(double X, double Y, string Text);
