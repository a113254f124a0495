using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The structural similarity of two images (Wang, Bovik, Sheikh, Simoncelli 2004): do their pixels agree in mean, in
/// contrast and in pattern, window by window? 1 for equal images, 0 for unrelated ones, negative for negatives.
/// </summary>
/// <remarks>Chapter 3, <i>Against filters that need no training</i>.</remarks>
public static class Ssim
{
    // The constants of the paper, for pixels from 0 to 1.
    private const double Width = 1.5;
    private const int Radius = 5;
    private const double C1 = 0.01 * 0.01;
    private const double C2 = 0.03 * 0.03;

    /// <summary>The number of pixels that a window is high and wide.</summary>
    public const int Window = 2 * Radius + 1;

    /// <summary>
    /// The mean over all 11 × 11 windows that lie inside the image, weighted within by a Gaussian of 1.5 pixels, for
    /// each pair of images with pixels from 0 to 1: (n, channels, height, width) twice to (n).
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The shapes differ, are no images of at least 11 × 11 pixels, a pixel of <paramref name="x"/> lies outside [0,
    /// 1], or one of y is not finite.
    /// </exception>
    public static Tensor Mean(Tensor x, Tensor y)
    {
        Require.SameShape(x, y, nameof(y));
        if (x.dim() != 4 || x.shape[2] < Window || x.shape[3] < Window)
            throw new ArgumentException($"SSIM needs images (n, channels, height, width) of at "
                + $"least {Window} × {Window} pixels; x has the shape ({string.Join(", ", x.shape)}).", nameof(x));
        Require.UnitInterval(x, nameof(x));
        Require.Squarable(y, nameof(y));
        using var scope = NewDisposeScope();
        // In double precision: the variances are differences of nearly equal numbers.
        (x, y) = (x.to(float64), y.to(float64));
        // (n, channels, height − 10, width − 10)
        Tensor Local(Tensor images) => GaussianFilter.Smooth(images, Width, Radius, isPadded: false);
        var (mx, my) = (Local(x), Local(y));
        var (vx, vy) = (Local(x * x) - mx * mx, Local(y * y) - my * my);
        var covariance = Local(x * y) - mx * my;
        var similarity = (2 * mx * my + C1) * (2 * covariance + C2) / ((mx * mx + my * my + C1) * (vx + vy + C2));
        return similarity.flatten(1).mean([1L]).to(float32).MoveToOuterDisposeScope();
    }
}
