using System.Collections.Immutable;
using System.Net;

namespace Autoencoders;

/// <summary>
/// Rows of images with their names, as one picture: <c>new ImageGrid("Thin strokes blur").Row("input", x).Row("output",
/// xHat)</c>. Immutable: each method returns a new grid. All rows share one grey scale, 0 black and 1 white unless
/// <see cref="Range"/> says otherwise; signed rows share one scale around zero, blue below and vermillion above. The
/// labels are drawn into the picture, which is twice as fine as the page, so that it reads alike everywhere.
/// </summary>
[TypeFormatterSource(MimeType.Png, MimeType.Html, MimeType.Text)]
public sealed class ImageGrid : IMimeBundle
{
    private readonly ImageGridContent content;

    /// <summary>A grid without rows yet.</summary>
    /// <param name="caption">What the images show.</param>
    public ImageGrid(string caption)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(caption);
        content = new(caption);
    }

    private ImageGrid(ImageGridContent content) => this.content = content;

    /// <summary>The grid with a row of grey images; a line break in the label begins a second line.</summary>
    /// <exception cref="ArgumentException">There are no images, or they differ in size from each other or from those
    /// above.</exception>
    public ImageGrid Row(string label, IReadOnlyList<float[,]> images) =>
        Add(label, ImageBatch.FromArrays(label, images), isSigned: false);

    /// <summary>The grid with a row of signed images, such as filters or differences.</summary>
    /// <exception cref="ArgumentException">There are no images, or they differ in size from each other or from those
    /// above.</exception>
    public ImageGrid SignedRow(string label, IReadOnlyList<float[,]> images) =>
        Add(label, ImageBatch.FromArrays(label, images), isSigned: true);

    /// <summary>The grid with a name over each column.</summary>
    public ImageGrid Columns(params IEnumerable<string> names) => new(content with { Columns = [.. names] });

    /// <summary>The values that are black and white; what lies outside is clipped, and the picture says so.</summary>
    public ImageGrid Range(double black, double white)
    {
        if (!(double.IsFinite(black) && double.IsFinite(white) && black < white))
            throw new ArgumentException($"The grey scale goes from {Numbers.Text(black)} to {Numbers.Text(white)}: "
                + "black must lie below white.");
        return new(content with { Range = (black, white) });
    }

    /// <summary>
    /// The value at the ends of the signed rows' scale; by default the largest size of a value in them.
    /// </summary>
    public ImageGrid SignedLimit(double limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return new(content with { SignedLimit = limit });
    }

    /// <summary>
    /// How many CSS pixels an image pixel is wide; by default as many as make an image about 56 wide.
    /// </summary>
    public ImageGrid Scale(int pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels, 1);
        return new(content with { Scale = pixels });
    }

    /// <summary>The space between images, in CSS pixels.</summary>
    public ImageGrid Gap(int pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pixels);
        return new(content with { Gap = pixels });
    }

    /// <summary>
    /// A grid over two axes, such as the images decoded from a lattice of codes: what the columns and the rows are, and
    /// the value at each. The rows' own labels give way to the values.
    /// </summary>
    /// <param name="x">What changes from column to column.</param>
    /// <param name="xs">Its value at each column.</param>
    /// <param name="y">What changes from row to row.</param>
    /// <param name="ys">Its value at each row, from the top.</param>
    public ImageGrid Axes(string x, IEnumerable<double> xs, string y, IEnumerable<double> ys) =>
        new(content with { Axes = new(x, [.. xs], y, [.. ys]) });

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ToMimeBundle()
    {
        var picture = Draw();
        var png = Convert.ToBase64String(picture.ToPng(96 * ImageGridDrawing.Fineness));
        return new Dictionary<string, string>
        {
            [MimeType.Png] = png,
            [MimeType.Html] = $"<img src=\"data:image/png;base64,{png}\" "
                + $"width=\"{picture.Width / ImageGridDrawing.Fineness}\" style=\"max-width:100%\" "
                + $"alt=\"{WebUtility.HtmlEncode(ToString())}\">",
            [MimeType.Text] = ToString(),
        };
    }

    /// <summary>The picture as a PNG file.</summary>
    public byte[] ToPng() => Draw().ToPng(96 * ImageGridDrawing.Fineness);

    /// <summary>What the grid shows, in a line of text.</summary>
    public override string ToString() => content.Summary;

    internal ImageGrid Add(string label, ImageBatch images, bool isSigned)
    {
        if (content.Rows.FirstOrDefault() is { } first
            && (first.Images.Height, first.Images.Width) != (images.Height, images.Width))
            throw new ArgumentException($"The images of row \"{label}\" are {images.Height} × {images.Width}, but "
                + $"those of \"{first.Label}\" are {first.Images.Height} × {first.Images.Width}.", nameof(images));
        if (isSigned && images.Channels != 1)
            throw new ArgumentException($"The images of row \"{label}\" have {images.Channels} channels: only grey "
                + "images can be signed.", nameof(images));
        return new(content with { Rows = content.Rows.Add(new(label, images, isSigned)) });
    }

    // The grid as a plot, for a slider's steps.
    internal Plot ToPlot()
    {
        content.Check();
        return Plot.Of(content);
    }

    private Canvas Draw()
    {
        content.Check();
        return new ImageGridDrawing(content).Draw();
    }
}

/// <summary>A row of an <see cref="ImageGrid"/>.</summary>
internal sealed record ImageRow(string Label, ImageBatch Images, bool IsSigned);

/// <summary>What the columns and the rows of a grid stand for.</summary>
internal sealed record ImageGridAxes(string X, ImmutableArray<double> Xs, string Y, ImmutableArray<double> Ys);

/// <summary>What an <see cref="ImageGrid"/> shows.</summary>
internal sealed record ImageGridContent(string Caption)
{
    public ImmutableArray<ImageRow> Rows { get; init; } = [];
    public ImmutableArray<string> Columns { get; init; } = [];
    public ImageGridAxes? Axes { get; init; }
    public (double Black, double White) Range { get; init; } = (0, 1);
    public double? SignedLimit { get; init; }
    public int? Scale { get; init; }
    public int Gap { get; init; } = 3;

    public int Height => Rows[0].Images.Height;
    public int Width => Rows[0].Images.Width;
    public int ColumnCount => Rows.Max(r => r.Images.Count);
    public bool HasGrey => Rows.Any(r => !r.IsSigned);
    public bool HasSigned => Rows.Any(r => r.IsSigned);

    /// <summary>The value at the ends of the signed scale.</summary>
    public double Limit =>
        SignedLimit ?? Rows.Where(r => r.IsSigned).Select(r => Math.Max(-r.Images.Range.Low, r.Images.Range.High))
        .Append(0f).Max() switch
        { 0 => 1, var size => size };

    /// <summary>Where a grey value lies between black, 0, and white, 1; outside of them if it is clipped.</summary>
    public double Share(float value) => (value - Range.Black) / (Range.White - Range.Black);

    /// <summary>What a reader must know of the scale: its range where it is not 0 to 1, and what it clips.</summary>
    public IEnumerable<string> Notes
    {
        get
        {
            if (HasGrey && Range != (0, 1))
                yield return $"black {Numbers.Text(Range.Black, 3)}, white {Numbers.Text(Range.White, 3)}";
            foreach (var rows in Groups)
            {
                var (low, high) = (rows.Min(r => r.Images.Range.Low), rows.Max(r => r.Images.Range.High));
                var (from, to) = rows.Key.IsSigned ? (-Limit, Limit) : Range;
                if (low < from - 1e-6 || high > to + 1e-6)
                    yield return $"{rows.Key.Name}{Numbers.Text(low, 3)} … {Numbers.Text(high,
                        3)}, clipped to {Numbers.Text(from, 3)} … {Numbers.Text(to, 3)}";
                if (rows.Any(r => r.Images.HasGaps))
                    yield return $"{rows.Key.Name}pixels that are not finite are orange";
            }
        }
    }

    public string Summary
    {
        get
        {
            var rows =
                Groups.Select(
                    g => $"{g.Key.Name}{Count(g.Sum(r => r.Images.Count))} {Height}×{Width}, {Numbers.Text(
                        g.Min(r => r.Images.Range.Low), 3)} … {Numbers.Text(g.Max(r => r.Images.Range.High), 3)}");
            var shown = Axes is { } a && !a.Xs.IsEmpty && !a.Ys.IsEmpty && !Rows.IsEmpty
                ? $"{Rows.Length} × {ColumnCount} images {Height}×{Width}, {a.X} from {Numbers.Text(
                    a.Xs[0])} to {Numbers.Text(a.Xs[^1])} by columns, {a.Y} from {Numbers.Text(a.Ys[0])} (top) "
                        + $"to {Numbers.Text(a.Ys[^1])} by rows"
                : string.Join("; ", rows);
            return string.Join(". ", new[] { Caption, shown }.Concat(Notes)) + ".";
        }
    }

    private static string Count(int images) => images == 1 ? "1 image" : $"{images} images";

    // Rows without a label belong together.
    private IEnumerable<IGrouping<(string Name, bool IsSigned), ImageRow>> Groups =>
        Rows.GroupBy(r => (r.Label.Length == 0 ? "" : r.Label.ReplaceLineEndings(" ") + ": ", r.IsSigned));

    /// <summary>Throws if the grid has no rows, or names that do not fit them.</summary>
    public void Check()
    {
        if (Rows.IsEmpty)
            throw new InvalidOperationException($"The image grid \"{Caption}\" has no rows: add them with Row(…).");
        if (!Columns.IsEmpty && Columns.Length != ColumnCount)
            throw new InvalidOperationException(
                $"The image grid \"{Caption}\" has {ColumnCount} columns but {Columns.Length} column names.");
        if (Axes is { } axes && (axes.Xs.Length != ColumnCount || axes.Ys.Length != Rows.Length))
            throw new InvalidOperationException($"The image grid \"{Caption}\" is {Rows.Length} × {ColumnCount}, but "
                + $"its axes have {axes.Ys.Length} values of {axes.Y} and {axes.Xs.Length} of {axes.X}.");
    }
}
