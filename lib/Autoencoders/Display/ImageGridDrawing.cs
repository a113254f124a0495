using System.Collections.Immutable;

namespace Autoencoders;

/// <summary>
/// Draws an <see cref="ImageGrid"/>. All lengths are pixels of the picture, <see cref="Fineness"/> to a CSS pixel.
/// </summary>
internal sealed class ImageGridDrawing
{
    /// <summary>Pixels of the picture to a CSS pixel.</summary>
    public const int Fineness = 2;

    private const int Margin = 8 * Fineness;
    private const int Space = 8 * Fineness;
    private const int ScaleWidth = 120 * Fineness;
    private const int ScaleHeight = 8 * Fineness;

    private static readonly Rgb Negative = new(0x00, 0x72, 0xB2);
    private static readonly Rgb Zero = new(0xF7, 0xF7, 0xF7);
    private static readonly Rgb Positive = new(0xD5, 0x5E, 0x00);
    private static readonly Rgb NotFinite = new(0xFF, 0xA5, 0x00);

    private static readonly TextStyle Title = new(10 * Fineness, 1.5 * Fineness, Rgb.Ink);
    private static readonly TextStyle Label = new(9 * Fineness, 1.05 * Fineness, Rgb.Ink);
    private static readonly TextStyle Note = new(8 * Fineness, 0.95 * Fineness, Rgb.Quiet);

    private readonly ImageGridContent content;
    private readonly int scale;
    private readonly int gap;
    private readonly ImmutableArray<string> rowLabels;
    private readonly ImmutableArray<string> columnLabels;
    private readonly double limit;
    private readonly int left;
    private readonly int top;
    private readonly int width;
    private readonly IReadOnlyList<string> title;
    private readonly IReadOnlyList<string> notes;

    public ImageGridDrawing(ImageGridContent content)
    {
        this.content = content;
        scale = Fineness * (content.Scale ?? Math.Clamp(56 / Math.Max(content.Width, content.Height), 1, 8));
        gap = Fineness * content.Gap;
        limit = content.Limit;
        rowLabels = content.Axes is { } axes ? Ticks(axes.Ys) : [.. content.Rows.Select(r => r.Label)];
        columnLabels = content.Axes is { } a ? Ticks(a.Xs) : content.Columns;

        var labels = (int)Math.Ceiling(rowLabels.SelectMany(Lines).Max(line => StrokeFont.Width(line, Label)));
        left = Margin + (labels > 0 ? labels + Space : 0) + (content.Axes is null ? 0 : (int)Label.LineHeight);
        var images = content.ColumnCount * (content.Width * scale + gap) - gap;
        var text = Math.Max(left + images, 360 * Fineness) - Margin;
        title = StrokeFont.Wrap(content.Caption, Title, text);
        notes = [.. content.Notes.SelectMany(note => StrokeFont.Wrap(note, Note, text))];
        var widest = new[] { (double)(left + images) }
            .Concat(title.Select(line => Margin + StrokeFont.Width(line, Title)))
            .Concat(notes.Select(line => Margin + StrokeFont.Width(line, Note)))
            .Append(content.HasSigned ? left + ScaleWidth + 60 * Fineness : 0)
            .Max();
        width = (int)Math.Ceiling(widest) + Margin;
        top = Margin + (int)(title.Count * Title.LineHeight) + 2 * Fineness
            + (columnLabels.IsEmpty || content.Axes is not null ? 0 : (int)Label.LineHeight);
    }

    public Canvas Draw()
    {
        var (cellWidth, cellHeight) = (content.Width * this.scale + gap, content.Height * this.scale + gap);
        var bottom = top + content.Rows.Length * cellHeight - gap;
        var axis = content.Axes is null ? 0 : (int)(2.1 * Label.LineHeight);
        var scale = content.HasSigned ? ScaleHeight + Space + (int)Note.LineHeight : 0;
        var notes = (int)(this.notes.Count * Note.LineHeight);
        var canvas = new Canvas(width, bottom + axis + scale + notes + Margin);

        for (var i = 0; i < title.Count; i++)
            canvas.Text(Margin, Margin + Title.CapHeight + i * Title.LineHeight, title[i], Title);
        for (var i = 0; i < content.Rows.Length; i++)
            DrawRow(canvas, content.Rows[i], rowLabels[i], top + i * cellHeight, cellWidth);
        DrawColumns(canvas, bottom, cellWidth);
        if (content.HasSigned)
            DrawScale(canvas, bottom + axis + Space);
        for (var i = 0; i < this.notes.Count; i++)
            canvas.Text(Margin, bottom + axis + scale + (i + 1) * Note.LineHeight, this.notes[i], Note);
        return canvas;
    }

    private void DrawRow(Canvas canvas, ImageRow row, string label, int top, int cellWidth)
    {
        var lines = Lines(label);
        var middle = top + content.Height * scale / 2.0;
        var anchor = content.Axes is null ? Anchor.Start : Anchor.End;
        for (var i = 0; i < lines.Length; i++)
        {
            var baseline = middle + Label.CapHeight / 2 + (i - (lines.Length - 1) / 2.0) * Label.LineHeight;
            canvas.Text(content.Axes is null ? Margin : left - Space, baseline, lines[i], Label, anchor);
        }
        for (var image = 0; image < row.Images.Count; image++)
            DrawImage(canvas, row, image, left + image * cellWidth, top);
    }

    private void DrawImage(Canvas canvas, ImageRow row, int image, int left, int top)
    {
        for (var y = 0; y < content.Height; y++)
        {
            for (var x = 0; x < content.Width; x++)
                canvas.Fill(left + x * scale, top + y * scale, scale, scale, Colour(row, image, y, x));
        }
    }

    private Rgb Colour(ImageRow row, int image, int y, int x)
    {
        var images = row.Images;
        if (!float.IsFinite(images.At(image, 0, y, x)))
            return NotFinite;
        if (row.IsSigned)
            return Signed(images.At(image, 0, y, x) / limit);
        byte Level(int channel)
        {
            var share = content.Share(images.At(image, channel, y, x));
            return (byte)Math.Round(255 * Math.Clamp(double.IsFinite(share) ? share : 0, 0, 1));
        }
        return images.Channels == 1 ? Rgb.Grey(Level(0)) : new(Level(0), Level(1), Level(2));
    }

    private static Rgb Signed(double share) =>
        Zero.Towards(share < 0 ? Negative : Positive, Math.Min(1, Math.Abs(share)));

    private void DrawColumns(Canvas canvas, int bottom, int cellWidth)
    {
        var centre = content.Width * scale / 2.0;
        // Labels that would touch are thinned out.
        var widest = columnLabels.Select(c => StrokeFont.Width(c, Label)).DefaultIfEmpty(0).Max();
        var step = Math.Max(1, (int)Math.Ceiling((widest + Space) / cellWidth));
        var baseline = content.Axes is null ? top - 0.6 * Label.CapHeight : bottom + Label.LineHeight;
        for (var i = 0; i < columnLabels.Length; i += step)
            canvas.Text(left + i * cellWidth + centre, baseline, columnLabels[i], Label, Anchor.Middle);
        if (content.Axes is not { } axes)
            return;
        canvas.Text(left + (content.ColumnCount * cellWidth - gap) / 2.0, bottom
            + 2 * Label.LineHeight, axes.X, Label, Anchor.Middle);
        canvas.Text(Margin + Label.CapHeight, (top + bottom) / 2.0, axes.Y, Label, Anchor.Middle, turned: true);
    }

    private void DrawScale(Canvas canvas, int top)
    {
        for (var x = 0; x < ScaleWidth; x++)
            canvas.Fill(left + x, top, 1, ScaleHeight, Signed(2.0 * x / (ScaleWidth - 1) - 1));
        var baseline = top + ScaleHeight + Note.LineHeight * 0.75;
        canvas.Text(left, baseline, Numbers.Text(-limit, 3), Note);
        canvas.Text(left + ScaleWidth / 2.0, baseline, "0", Note, Anchor.Middle);
        canvas.Text(left + ScaleWidth, baseline, Numbers.Text(limit, 3), Note, Anchor.End);
    }

    private static ImmutableArray<string> Ticks(ImmutableArray<double> values) =>
        [.. values.Select(v => Numbers.Text(v, 3))];

    private static string[] Lines(string label) => label.ReplaceLineEndings("\n").Split('\n');
}
