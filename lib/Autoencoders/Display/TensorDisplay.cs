using System.Numerics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Plots and image grids from tensors of any real type, on any device, with gradients or without: their values are
/// copied.
/// </summary>
public static class TensorDisplay
{
    /// <inheritdoc cref="Plot.Line"/>
    public static Plot Line(this Plot plot, string name, Tensor x, Tensor y, bool dashed = false) =>
        plot.Line(name, TensorValues.Vector(name, nameof(x), x), TensorValues.Vector(name, nameof(y), y), dashed);

    /// <inheritdoc cref="Plot.Line"/>
    [OverloadResolutionPriority(1)] // arrays would also turn into tensors
    public static Plot Line<TX>(this Plot plot, string name, IEnumerable<TX> x, Tensor y, bool dashed = false)
    where TX : INumberBase<TX> =>
        plot.Line(name, x, TensorValues.Vector(name, nameof(y), y), dashed);

    /// <summary>Points (n, 2) in one colour.</summary>
    public static Plot Points(this Plot plot, string name, Tensor points)
    {
        var (x, y) = TensorValues.Points(name, points);
        return plot.Points(name, x, y);
    }

    /// <summary>Points (n, 2) coloured by their class, a tensor of n integers.</summary>
    public static Plot PointsByClass(this Plot plot, string legend, Tensor points, Tensor classes) =>
        plot.PointsByClass(legend, points, TensorValues.Vector(legend, nameof(classes), classes).Select(c => (long)c));

    /// <summary>Points (n, 2) coloured by their class.</summary>
    [OverloadResolutionPriority(1)] // arrays would also turn into tensors
    public static Plot PointsByClass<TClass>(this Plot plot, string legend, Tensor points, IEnumerable<TClass> classes)
    where TClass : IComparable<TClass>
    {
        var (x, y) = TensorValues.Points(legend, points);
        return plot.PointsByClass(legend, x, y, classes);
    }

    /// <summary>Points (n, 2) coloured by a value each, a tensor of n numbers, with a colour bar.</summary>
    public static Plot PointsByValue(this Plot plot, string label, Tensor points, Tensor values)
    {
        var (x, y) = TensorValues.Points(label, points);
        return plot.PointsByValue(label, x, y, TensorValues.Vector(label, nameof(values), values));
    }

    /// <summary>A bar for each category, of the heights in a tensor of one dimension.</summary>
    public static Plot Bars(this Plot plot, string name, IEnumerable<string> categories, Tensor values) =>
        plot.Bars(name, categories, TensorValues.Vector(name, nameof(values), values));

    /// <inheritdoc cref="Plot.Histogram"/>
    /// <remarks>The tensor may have any shape.</remarks>
    public static Plot Histogram(this Plot plot, string name, Tensor values, int bins = 40, double? from = null,
        double? to = null, bool density = false) =>
        plot.Histogram(name, TensorValues.Read(values), bins, from, to, density);

    /// <inheritdoc cref="Plot.Matrix"/>
    public static Plot Matrix(this Plot plot, string unit, Tensor values, IEnumerable<string>? rows = null,
        IEnumerable<string>? columns = null, bool diverging = false) =>
        plot.Matrix(unit, TensorValues.Matrix(unit, values), rows, columns, diverging);

    /// <summary>
    /// A function of two variables as colours: <c>values[i, j]</c> belongs to <c>y[i]</c> and <c>x[j]</c>.
    /// </summary>
    public static Plot Heatmap(this Plot plot, string unit, Tensor x, Tensor y, Tensor values,
        bool diverging = false) =>
        plot.Heatmap(unit, TensorValues.Vector(unit, nameof(x), x), TensorValues.Vector(unit, nameof(y), y),
            TensorValues.Matrix(unit, values), diverging);

    /// <summary>
    /// The grid with a row of images: (n, height, width), (n, 1, height, width), in colour (n, 3, height, width), or
    /// (n, pixels) with their <paramref name="shape"/>.
    /// </summary>
    /// <remarks>
    /// Bytes go from 0 to 255, other numbers from 0 to 1; a line break in the label begins a second line.
    /// </remarks>
    /// <exception cref="ArgumentException">The tensor has another shape, or the images differ in size from those
    /// above.</exception>
    public static ImageGrid Row(this ImageGrid grid, string label, Tensor images,
        (int Height, int Width)? shape = null) =>
        grid.Add(label, TensorValues.Images(label, images, shape), isSigned: false);

    /// <summary>
    /// The grid with a row of signed images, such as filters or differences; shapes as in <see cref="Row"/>, without
    /// colour.
    /// </summary>
    /// <exception cref="ArgumentException">The tensor has another shape, or the images differ in size from those
    /// above.</exception>
    public static ImageGrid SignedRow(this ImageGrid grid, string label, Tensor images,
        (int Height, int Width)? shape = null) =>
        grid.Add(label, TensorValues.Images(label, images, shape), isSigned: true);

    /// <summary>
    /// The grid with images in rows of so many, without labels: a lattice of decoded codes, with
    /// <see cref="ImageGrid.Axes"/>, or many filters.
    /// </summary>
    /// <exception cref="ArgumentException">The tensor has another shape than <see cref="Row"/> takes.</exception>
    public static ImageGrid Tiles(this ImageGrid grid, Tensor images, int columns,
        (int Height, int Width)? shape = null, bool signed = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        return TensorValues.Images("tiles", images, shape).Chunk(columns)
            .Aggregate(grid, (rows, row) => rows.Add("", row, signed));
    }
}
