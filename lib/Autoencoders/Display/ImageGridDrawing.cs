using System.Collections.Immutable;

namespace Autoencoders.Display;

/// <summary>Draws an <see cref="ImageGrid"/>. All lengths are pixels of the picture, <see cref="Fineness"/> to a CSS pixel.</summary>
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

    private readonly ImageGridContent _content;
    private readonly int _scale;
    private readonly int _gap;
    private readonly ImmutableArray<string> _rowLabels;
    private readonly ImmutableArray<string> _columnLabels;
    private readonly double _limit;
    private readonly int _left;
    private readonly int _top;
    private readonly int _width;
    private readonly IReadOnlyList<string> _title;
    private readonly IReadOnlyList<string> _notes;

    public ImageGridDrawing(ImageGridContent content)
    {
        _content = content;
        _scale = Fineness * (content.Scale ?? Math.Clamp(56 / Math.Max(content.Width, content.Height), 1, 8));
        _gap = Fineness * content.Gap;
        _limit = content.Limit;
        _rowLabels = content.Axes is { } axes ? Ticks(axes.Ys) : [.. content.Rows.Select(r => r.Label)];
        _columnLabels = content.Axes is { } a ? Ticks(a.Xs) : content.Columns;

        var labels = (int)Math.Ceiling(_rowLabels.SelectMany(Lines).Max(line => StrokeFont.Width(line, Label)));
        _left = Margin + (labels > 0 ? labels + Space : 0) + (content.Axes is null ? 0 : (int)Label.LineHeight);
        var images = content.ColumnCount * (content.Width * _scale + _gap) - _gap;
        var text = Math.Max(_left + images, 360 * Fineness) - Margin;
        _title = StrokeFont.Wrap(content.Caption, Title, text);
        _notes = [.. content.Notes.SelectMany(note => StrokeFont.Wrap(note, Note, text))];
        var widest = new[] { (double)(_left + images) }
            .Concat(_title.Select(line => Margin + StrokeFont.Width(line, Title)))
            .Concat(_notes.Select(line => Margin + StrokeFont.Width(line, Note)))
            .Append(content.HasSigned ? _left + ScaleWidth + 60 * Fineness : 0)
            .Max();
        _width = (int)Math.Ceiling(widest) + Margin;
        _top = Margin + (int)(_title.Count * Title.LineHeight) + 2 * Fineness + (_columnLabels.IsEmpty || content.Axes is not null ? 0 : (int)Label.LineHeight);
    }

    public Canvas Draw()
    {
        var (cellWidth, cellHeight) = (_content.Width * _scale + _gap, _content.Height * _scale + _gap);
        var bottom = _top + _content.Rows.Length * cellHeight - _gap;
        var axis = _content.Axes is null ? 0 : (int)(2.1 * Label.LineHeight);
        var scale = _content.HasSigned ? ScaleHeight + Space + (int)Note.LineHeight : 0;
        var notes = (int)(_notes.Count * Note.LineHeight);
        var canvas = new Canvas(_width, bottom + axis + scale + notes + Margin);

        for (var i = 0; i < _title.Count; i++)
            canvas.Text(Margin, Margin + Title.CapHeight + i * Title.LineHeight, _title[i], Title);
        for (var i = 0; i < _content.Rows.Length; i++)
            DrawRow(canvas, _content.Rows[i], _rowLabels[i], _top + i * cellHeight, cellWidth);
        DrawColumns(canvas, bottom, cellWidth);
        if (_content.HasSigned)
            DrawScale(canvas, bottom + axis + Space);
        for (var i = 0; i < _notes.Count; i++)
            canvas.Text(Margin, bottom + axis + scale + (i + 1) * Note.LineHeight, _notes[i], Note);
        return canvas;
    }

    private void DrawRow(Canvas canvas, ImageRow row, string label, int top, int cellWidth)
    {
        var lines = Lines(label);
        var middle = top + _content.Height * _scale / 2.0;
        var anchor = _content.Axes is null ? Anchor.Start : Anchor.End;
        for (var i = 0; i < lines.Length; i++)
        {
            var baseline = middle + Label.CapHeight / 2 + (i - (lines.Length - 1) / 2.0) * Label.LineHeight;
            canvas.Text(_content.Axes is null ? Margin : _left - Space, baseline, lines[i], Label, anchor);
        }
        for (var image = 0; image < row.Images.Count; image++)
            DrawImage(canvas, row, image, _left + image * cellWidth, top);
    }

    private void DrawImage(Canvas canvas, ImageRow row, int image, int left, int top)
    {
        for (var y = 0; y < _content.Height; y++)
        {
            for (var x = 0; x < _content.Width; x++)
                canvas.Fill(left + x * _scale, top + y * _scale, _scale, _scale, Colour(row, image, y, x));
        }
    }

    private Rgb Colour(ImageRow row, int image, int y, int x)
    {
        var images = row.Images;
        if (!float.IsFinite(images.At(image, 0, y, x)))
            return NotFinite;
        if (row.IsSigned)
            return Signed(images.At(image, 0, y, x) / _limit);
        byte Level(int channel)
        {
            var share = (images.At(image, channel, y, x) - _content.Range.Black) / (_content.Range.White - _content.Range.Black);
            return (byte)Math.Round(255 * Math.Clamp(double.IsFinite(share) ? share : 0, 0, 1));
        }
        return images.Channels == 1 ? Rgb.Grey(Level(0)) : new(Level(0), Level(1), Level(2));
    }

    private static Rgb Signed(double share) => Zero.Towards(share < 0 ? Negative : Positive, Math.Min(1, Math.Abs(share)));

    private void DrawColumns(Canvas canvas, int bottom, int cellWidth)
    {
        var centre = _content.Width * _scale / 2.0;
        // Labels that would touch are thinned out.
        var widest = _columnLabels.Select(c => StrokeFont.Width(c, Label)).DefaultIfEmpty(0).Max();
        var step = Math.Max(1, (int)Math.Ceiling((widest + Space) / cellWidth));
        var baseline = _content.Axes is null ? _top - 0.6 * Label.CapHeight : bottom + Label.LineHeight;
        for (var i = 0; i < _columnLabels.Length; i += step)
            canvas.Text(_left + i * cellWidth + centre, baseline, _columnLabels[i], Label, Anchor.Middle);
        if (_content.Axes is not { } axes)
            return;
        canvas.Text(_left + (_content.ColumnCount * cellWidth - _gap) / 2.0, bottom + 2 * Label.LineHeight, axes.X, Label, Anchor.Middle);
        canvas.Text(Margin + Label.CapHeight, (_top + bottom) / 2.0, axes.Y, Label, Anchor.Middle, turned: true);
    }

    private void DrawScale(Canvas canvas, int top)
    {
        for (var x = 0; x < ScaleWidth; x++)
            canvas.Fill(_left + x, top, 1, ScaleHeight, Signed(2.0 * x / (ScaleWidth - 1) - 1));
        var baseline = top + ScaleHeight + Note.LineHeight * 0.75;
        canvas.Text(_left, baseline, Numbers.Text(-_limit, 3), Note);
        canvas.Text(_left + ScaleWidth / 2.0, baseline, "0", Note, Anchor.Middle);
        canvas.Text(_left + ScaleWidth, baseline, Numbers.Text(_limit, 3), Note, Anchor.End);
    }

    private static ImmutableArray<string> Ticks(ImmutableArray<double> values) => [.. values.Select(v => Numbers.Text(v, 3))];

    private static string[] Lines(string label) => label.ReplaceLineEndings("\n").Split('\n');
}
