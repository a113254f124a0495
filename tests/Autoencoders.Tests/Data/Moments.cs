namespace Autoencoders.Tests.Data;

/// <summary>What can be measured on a 28 × 28 image without knowing how it was drawn.</summary>
/// <param name="Ink">Sum of the pixels, in pixels of full ink.</param>
/// <param name="X">Centre of mass, right of the image's centre.</param>
/// <param name="Y">Centre of mass, below the image's centre.</param>
/// <param name="Lean">Pixels to the right for each pixel upwards: the slope of the regression of x on y,
/// negated.</param>
/// <param name="Extent">Longer side of the box around the pixels above half ink.</param>
/// <param name="Width">Mean line width: twice the area above half ink over the length of its outline.</param>
internal sealed record Moments(double Ink, double X, double Y, double Lean, double Extent, double Width)
{
    private const int Side = 28;

    public static Moments Of(ReadOnlySpan<byte> image)
    {
        double ink = 0, sumX = 0, sumY = 0, sumXy = 0, sumYy = 0;
        int left = Side, right = -1, top = Side, bottom = -1, area = 0, outline = 0;
        for (var y = 0; y < Side; y++)
            for (var x = 0; x < Side; x++)
            {
                var value = image[y * Side + x] / 255.0;
                var (dx, dy) = (x - 13.5, y - 13.5);
                ink += value;
                sumX += value * dx;
                sumY += value * dy;
                sumXy += value * dx * dy;
                sumYy += value * dy * dy;
                var inside = value > 0.5;
                if (inside != (x + 1 < Side && image[y * Side + x + 1] > 127))
                    outline++;
                if (inside != (y + 1 < Side && image[(y + 1) * Side + x] > 127))
                    outline++;
                if (!inside)
                    continue;
                area++;
                (left, right, top, bottom) =
                    (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
            }
        var (meanX, meanY) = (sumX / ink, sumY / ink);
        var lean = -(sumXy / ink - meanX * meanY) / (sumYy / ink - meanY * meanY);
        return new(ink, meanX, meanY, lean, Math.Max(right - left, bottom - top) + 1, 2.0 * area / outline);
    }

    public static double Correlation(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        var both = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return both / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }
}
