namespace Autoencoders;

/// <summary>Draws a pen's path into a grey image: full inside the line, falling off smoothly over its edge.</summary>
internal static class StrokeRaster
{
    /// <summary>Side of the square image in pixels.</summary>
    public const int Side = 28;

    private const double Edge = 1.5; // pixels from full ink to none

    /// <param name="path">Where the pen goes, in pixels, pixel centres at whole numbers.</param>
    /// <param name="pixels">Receives Side × Side bytes, row by row; 0 is paper, 255 ink.</param>
    public static void Draw(List<PenStep> path, Span<byte> pixels)
    {
        Span<double> ink = stackalloc double[Side * Side];
        ink.Clear();
        for (var i = 1; i < path.Count; i++)
            if (!path[i].Starts)
                DrawSegment(path[i - 1], path[i], ink);
        for (var i = 0; i < ink.Length; i++)
            pixels[i] = (byte)(255 * ink[i] + 0.5);
    }

    private static void DrawSegment(PenStep a, PenStep b, Span<double> ink)
    {
        var reach = Math.Max(a.Radius, b.Radius) + Edge / 2;
        var (left, right) = Range(a.X, b.X, reach);
        var (top, bottom) = Range(a.Y, b.Y, reach);
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var lengthSquared = Math.Max(dx * dx + dy * dy, 1e-12);
        for (var y = top; y <= bottom; y++)
            for (var x = left; x <= right; x++)
            {
                var t = Math.Clamp(((x - a.X) * dx + (y - a.Y) * dy) / lengthSquared, 0, 1);
                var (ex, ey) = (x - a.X - t * dx, y - a.Y - t * dy);
                // pixels inside the line
                var inside = a.Radius + t * (b.Radius - a.Radius) - Math.Sqrt(ex * ex + ey * ey);
                var f = Math.Clamp(inside / Edge + 0.5, 0, 1);
                ref var pixel = ref ink[y * Side + x];
                pixel = Math.Max(pixel, f * f * (3 - 2 * f));
            }
    }

    private static (int First, int Last) Range(double a, double b, double reach) =>
        (Math.Max(0, (int)Math.Floor(Math.Min(a, b) - reach)),
            Math.Min(Side - 1, (int)Math.Ceiling(Math.Max(a, b) + reach)));
}
