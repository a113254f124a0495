using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;

namespace Autoencoders;

/// <summary>
/// A figure with one pair of axes, made by adding to it what it shows:
/// <c>new Plot("Test loss falls below PCA's", x: "epoch", y: "nats per pixel").Line("test", epochs,
/// losses).Reference(0.0581, "floor")</c>. Immutable: each method returns a new plot. Values that are not finite leave
/// gaps.
/// </summary>
public sealed class Plot : Figure
{
    private readonly PlotContent content;

    /// <summary>An empty pair of axes.</summary>
    /// <param name="title">What the figure finds, as a sentence.</param>
    /// <param name="x">What lies along the horizontal axis, with its unit.</param>
    /// <param name="y">What lies along the vertical axis, with its unit.</param>
    public Plot(string title, string x, string y)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        ArgumentException.ThrowIfNullOrWhiteSpace(x);
        ArgumentException.ThrowIfNullOrWhiteSpace(y);
        content = new PlotContent(title, new PlotAxis(x), new PlotAxis(y));
    }

    private Plot(PlotContent content) => this.content = content;

    /// <summary>The grey rows of an image grid: an image with its gap is one unit of each axis.</summary>
    internal static Plot Of(ImageGridContent grid)
    {
        if (grid.Rows.FirstOrDefault(r => r.IsSigned || r.Images.Channels != 1) is { } other)
            throw new ArgumentException($"The row \"{other.Label}\" of \"{grid.Caption}\" is signed or in colour: "
                + "a plot shows grey images only.");
        var (rows, columns) = (grid.Rows.Length, grid.ColumnCount);
        return new(new PlotContent(grid.Caption,
            new PlotAxis("") { IsBare = true, Names = grid.Columns, Range = (-0.5, columns - 0.5) },
            new PlotAxis("") { IsBare = true, Names = [.. grid.Rows.Select(r => r.Label)], Range = (rows - 0.5, -0.5) })
        {
            HasEqualAxes = true,
            Height = 100 + Math.Min(116, (Theme.Width - 180) / columns) * rows,
            Traces = [.. Enumerable.Range(0, rows).Select(i => Traces.GreyImages(grid, i))],
        });
    }

    internal PlotContent Content => content;

    internal override string Title => content.Title;

    internal override JsonObject ToPlotly() => PlotlyJson.Write(content);

    /// <inheritdoc/>
    public override string ToString() => PlotSummary.Write(content);

    /// <summary>A line through the points in their order.</summary>
    public Plot Line<TX, TY>(string name, IEnumerable<TX> x, IEnumerable<TY> y, bool dashed = false)
        where TX : INumberBase<TX> where TY : INumberBase<TY>
    {
        var (xs, ys) = Series.Pair(name, x, y);
        return Add(Traces.Line(name, xs, ys, content.SeriesCount, dashed));
    }

    /// <summary>
    /// A line with a band of <paramref name="spread"/> (a standard deviation, say) above and below it.
    /// </summary>
    public Plot Band<TX, TY>(string name, IEnumerable<TX> x, IEnumerable<TY> middle, IEnumerable<TY> spread)
        where TX : INumberBase<TX> where TY : INumberBase<TY>
    {
        var (xs, ys) = Series.Pair(name, x, middle);
        var spreads = Series.Doubles(name, nameof(spread), spread);
        Series.SameLength(name, (nameof(x), xs.Length), (nameof(spread), spreads.Length));
        return Add(Traces.Band(name, xs, ys, spreads, content.SeriesCount));
    }

    /// <summary>A line with the area down to zero filled, for densities and shares.</summary>
    public Plot Area<TX, TY>(string name, IEnumerable<TX> x, IEnumerable<TY> y)
        where TX : INumberBase<TX> where TY : INumberBase<TY>
    {
        var (xs, ys) = Series.Pair(name, x, y);
        return Add(Traces.Area(name, xs, ys, content.SeriesCount));
    }

    /// <summary>Points in one colour.</summary>
    public Plot Points<TX, TY>(string name, IEnumerable<TX> x, IEnumerable<TY> y)
        where TX : INumberBase<TX> where TY : INumberBase<TY>
    {
        var (xs, ys) = Series.Pair(name, x, y);
        return Add(Traces.Points(name, xs, ys, content.SeriesCount));
    }

    /// <summary>
    /// Points coloured by their class, one entry of the legend a class; each class's name also stands at the median of
    /// its points or, where another name is in the way, at a point of the class that is clear of it.
    /// </summary>
    /// <param name="legend">What the classes are, such as "digit".</param>
    /// <param name="x">The horizontal positions.</param>
    /// <param name="y">The vertical positions.</param>
    /// <param name="classes">The class of each point.</param>
    public Plot PointsByClass<TX, TY, TClass>(string legend, IEnumerable<TX> x, IEnumerable<TY> y,
        IEnumerable<TClass> classes)
        where TX : INumberBase<TX> where TY : INumberBase<TY> where TClass : IComparable<TClass>
    {
        var (xs, ys) = Series.Pair(legend, x, y);
        TClass[] of = [.. classes];
        Series.SameLength(legend, (nameof(x), xs.Length), (nameof(classes), of.Length));
        return new(Traces.PointsByClass(content, legend, xs, ys, of));
    }

    /// <summary>Points coloured by a value, with a colour bar.</summary>
    /// <param name="label">What the colour means, with its unit.</param>
    /// <param name="x">The horizontal positions.</param>
    /// <param name="y">The vertical positions.</param>
    /// <param name="values">The value of each point.</param>
    public Plot PointsByValue<TX, TY, TValue>(string label, IEnumerable<TX> x, IEnumerable<TY> y,
        IEnumerable<TValue> values)
        where TX : INumberBase<TX> where TY : INumberBase<TY> where TValue : INumberBase<TValue>
    {
        var (xs, ys) = Series.Pair(label, x, y);
        var colours = Series.Doubles(label, nameof(values), values);
        Series.SameLength(label, (nameof(x), xs.Length), (nameof(values), colours.Length));
        return Add(Traces.PointsByValue(label, xs, ys, colours));
    }

    /// <summary>A bar for each category; bars of several series stand side by side.</summary>
    public Plot Bars<TY>(string name, IEnumerable<string> categories, IEnumerable<TY> values)
        where TY : INumberBase<TY> =>
        Bars(name, categories, values, spread: null);

    /// <summary>A bar for each category, with an error bar of <paramref name="spread"/> up and down.</summary>
    public Plot Bars<TY>(string name, IEnumerable<string> categories, IEnumerable<TY> values, IEnumerable<TY>? spread)
        where TY : INumberBase<TY>
    {
        string[] names = [.. categories];
        var heights = Series.Doubles(name, nameof(values), values);
        Series.SameLength(name, (nameof(categories), names.Length), (nameof(values), heights.Length));
        var spreads = spread is null ? null : Series.Doubles(name, nameof(spread), spread);
        if (spreads is not null)
            Series.SameLength(name, (nameof(values), heights.Length), (nameof(spread), spreads.Length));
        return new(content.With(Traces.Bars(name, names, heights, spreads, content.SeriesCount)) with
        { X = content.X with { IsCategory = true } });
    }

    /// <summary>
    /// How often the values fall into each of <paramref name="bins"/> equal bins between <paramref name="from"/> and
    /// <paramref name="to"/> (by default the smallest and the largest value). Values outside are counted in the name.
    /// </summary>
    /// <param name="name">The name in the legend.</param>
    /// <param name="values">The values; those that are not finite count as outside.</param>
    /// <param name="bins">How many bins.</param>
    /// <param name="from">The lower edge of the first bin.</param>
    /// <param name="to">The upper edge of the last bin, which belongs to it.</param>
    /// <param name="density">Whether the area is the share of the values that lie inside, to compare with a density;
    /// else the height is a count.</param>
    public Plot Histogram<T>(string name, IEnumerable<T> values, int bins = 40, double? from = null, double? to = null,
        bool density = false)
        where T : INumberBase<T> =>
        Add(Traces.Histogram(name, Series.Doubles(name, nameof(values), values), bins, from, to, density,
            content.SeriesCount));

    /// <summary>
    /// A matrix as colours, its first row at the top; up to 15 columns the numbers are written into the cells.
    /// </summary>
    /// <param name="unit">What the colours mean, with its unit.</param>
    /// <param name="values">The matrix, (rows, columns).</param>
    /// <param name="rows">The names of the rows; their numbers from 0 if not given.</param>
    /// <param name="columns">The names of the columns; their numbers from 0 if not given.</param>
    /// <param name="diverging">Whether the colours are symmetric around zero.</param>
    public Plot Matrix<T>(string unit, T[,] values, IEnumerable<string>? rows = null,
        IEnumerable<string>? columns = null, bool diverging = false)
        where T : INumberBase<T>
    {
        static IEnumerable<string> Count(int n) =>
            Enumerable.Range(0, n).Select(i => i.ToString(CultureInfo.InvariantCulture));
        string[] rowNames = [.. rows ?? Count(values.GetLength(0))],
            columnNames = [.. columns ?? Count(values.GetLength(1))];
        Series.SameLength(unit, ("rows of the matrix", values.GetLength(0)), ("row names", rowNames.Length));
        Series.SameLength(unit, ("columns of the matrix", values.GetLength(1)), ("column names", columnNames.Length));
        var trace = Traces.Heatmap(unit, values, Series.Json(columnNames), Series.Json(rowNames), diverging,
            written: columnNames.Length <= 15);
        return new(content.With(trace) with
        {
            X = content.X with { IsCategory = true },
            Y = content.Y with { IsCategory = true, IsReversed = true },
        });
    }

    /// <summary>
    /// A function of two variables as colours: <c>values[i, j]</c> belongs to <c>y[i]</c> and <c>x[j]</c>.
    /// </summary>
    /// <param name="unit">What the colours mean, with its unit.</param>
    /// <param name="x">The positions of the columns.</param>
    /// <param name="y">The positions of the rows, upwards.</param>
    /// <param name="values">The function's values, (rows, columns).</param>
    /// <param name="diverging">Whether the colours are symmetric around zero.</param>
    public Plot Heatmap<TX, TY, T>(string unit, IEnumerable<TX> x, IEnumerable<TY> y, T[,] values,
        bool diverging = false)
        where TX : INumberBase<TX> where TY : INumberBase<TY> where T : INumberBase<T>
    {
        var (xs, ys) = (Series.Doubles(unit, nameof(x), x), Series.Doubles(unit, nameof(y), y));
        Series.SameLength(unit, ("rows of the matrix", values.GetLength(0)), ("y", ys.Length));
        Series.SameLength(unit, ("columns of the matrix", values.GetLength(1)), ("x", xs.Length));
        return Add(Traces.Heatmap(unit, values, Series.Json(xs), Series.Json(ys), diverging, written: false));
    }

    /// <summary>
    /// A dotted horizontal line at <paramref name="y"/>, with its name: a floor, a baseline. The axis reaches as far.
    /// </summary>
    public Plot Reference(double y, string label) => Refer(new(y, label, IsVertical: false));

    /// <summary>A dotted vertical line at <paramref name="x"/>, with its name.</summary>
    public Plot ReferenceX(double x, string label) => Refer(new(x, label, IsVertical: true));

    /// <summary>A short text at a point.</summary>
    public Plot Text(double x, double y, string text) =>
        new(content with { Labels = content.Labels.Add(new(x, y, text)) });

    /// <summary>A logarithmic horizontal axis.</summary>
    public Plot LogX() => new(content with { X = content.X with { IsLog = true } });

    /// <summary>A logarithmic vertical axis.</summary>
    public Plot LogY() => new(content with { Y = content.Y with { IsLog = true } });

    /// <summary>The horizontal axis from one value to another.</summary>
    public Plot RangeX(double from, double to) => new(content with { X = content.X with { Range = (from, to) } });

    /// <summary>The vertical axis from one value to another.</summary>
    public Plot RangeY(double from, double to) => new(content with { Y = content.Y with { Range = (from, to) } });

    /// <summary>Names along the horizontal axis in place of numbers: the first at 0, the next at 1.</summary>
    public Plot NamesX(params IEnumerable<string> names) =>
        new(content with { X = content.X with { Names = [.. names] } });

    /// <summary>One unit is as long on both axes, as in a map.</summary>
    public Plot EqualAxes() => new(content with { HasEqualAxes = true });

    /// <summary>The size on the page, in CSS pixels; 720 by 420 if not set.</summary>
    public Plot Size(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 100);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 100);
        return new(content with { Width = width, Height = height });
    }

    private Plot Add(params JsonObject[] traces) => new(content.With(traces));

    private Plot Refer(PlotReference reference)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reference.Label);
        if (!double.IsFinite(reference.At))
            throw new ArgumentException(
                $"The line \"{reference.Label}\" cannot stand at {Numbers.Text(reference.At)}.");
        return new(content with { References = content.References.Add(reference) });
    }
}
