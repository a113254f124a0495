namespace Autoencoders;

/// <summary>Where a text stands relative to its point.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>A picture to draw on: white at first, eight bits a channel, y downwards.</summary>
internal sealed class Canvas
{
    private readonly byte[] rgb;

    public Canvas(int width, int height)
    {
        (Width, Height, rgb) = (width, height, new byte[3 * width * height]);
        Array.Fill(rgb, byte.MaxValue);
    }

    public int Width { get; }
    public int Height { get; }

    /// <summary>The picture as PNG.</summary>
    public byte[] ToPng(double pixelsPerInch) => Png.Encode(Width, Height, rgb, pixelsPerInch);

    /// <summary>Fills a rectangle.</summary>
    public void Fill(int left, int top, int width, int height, Rgb colour)
    {
        for (var y = top; y < top + height; y++)
        {
            for (var x = left; x < left + width; x++)
                Set(x, y, colour);
        }
    }

    /// <summary>Draws a text with its baseline at <paramref name="y"/>, or upwards along x if it is turned.</summary>
    public void Text(double x, double y, string text, TextStyle style, Anchor anchor = Anchor.Start,
        bool turned = false)
    {
        var start = anchor switch
        {
            Anchor.Start => 0,
            Anchor.Middle => -StrokeFont.Width(text, style) / 2,
            _ => -StrokeFont.Width(text, style)
        };
        foreach (var stroke in StrokeFont.Strokes(text, style))
            Stroke([.. stroke.Select(p => turned ? (x - p.Y, y - start - p.X) : (x + start + p.X, y - p.Y))],
                style.Pen, style.Colour);
    }

    // Ink covers a pixel by how near its centre is to the pen's path: half a pixel inside the edge it is full.
    private void Stroke((double X, double Y)[] line, double pen, Rgb colour)
    {
        var reach = pen / 2 + 0.5;
        int Low(double v) => (int)Math.Floor(v - reach);
        int High(double v) => (int)Math.Ceiling(v + reach);
        for (var py = Math.Max(0, Low(line.Min(p => p.Y))); py <= Math.Min(Height - 1, High(line.Max(p => p.Y))); py++)
        {
            for (var px = Math.Max(0, Low(line.Min(p => p.X))); px <= Math.Min(Width
                - 1, High(line.Max(p => p.X))); px++)
            {
                var distance = double.MaxValue;
                for (var i = 1; i < line.Length; i++)
                    distance = Math.Min(distance, Distance(px + 0.5, py + 0.5, line[i - 1], line[i]));
                var ink = Math.Clamp(reach - distance, 0, 1);
                if (ink > 0)
                    Blend(px, py, colour, ink);
            }
        }
    }

    private static double Distance(double x, double y, (double X, double Y) a, (double X, double Y) b)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var length = dx * dx + dy * dy;
        var t = length == 0 ? 0 : Math.Clamp(((x - a.X) * dx + (y - a.Y) * dy) / length, 0, 1);
        var (ex, ey) = (x - a.X - t * dx, y - a.Y - t * dy);
        return Math.Sqrt(ex * ex + ey * ey);
    }

    private void Set(int x, int y, Rgb colour)
    {
        var at = 3 * (y * Width + x);
        (rgb[at], rgb[at + 1], rgb[at + 2]) = (colour.R, colour.G, colour.B);
    }

    // Strokes of one text meet: the darker ink stays, rather than the sum of both.
    private void Blend(int x, int y, Rgb colour, double ink)
    {
        var at = 3 * (y * Width + x);
        byte Mix(byte under, byte over) => Math.Min(under, (byte)Math.Round(255 + ink * (over - 255)));
        (rgb[at], rgb[at + 1], rgb[at + 2]) =
            (Mix(rgb[at], colour.R), Mix(rgb[at + 1], colour.G), Mix(rgb[at + 2], colour.B));
    }
}

/// <summary>A colour, eight bits a channel.</summary>
internal readonly record struct Rgb(byte R, byte G, byte B)
{
    public static readonly Rgb Ink = Grey(0x22);
    public static readonly Rgb Quiet = Grey(0x60);

    public static Rgb Grey(byte level) => new(level, level, level);

    /// <summary>The colour a share of the way from this one to another.</summary>
    public Rgb Towards(Rgb other, double share)
    {
        byte Mix(byte from, byte to) => (byte)Math.Round(from + share * (to - from));
        return new(Mix(R, other.R), Mix(G, other.G), Mix(B, other.B));
    }
}
