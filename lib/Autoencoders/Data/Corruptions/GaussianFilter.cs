using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The classical blur: each pixel becomes the mean of its neighbours, weighted by a Gaussian of their distance.
/// </summary>
/// <remarks>Chapter 3, <i>Against filters that need no training</i>.</remarks>
public static class GaussianFilter
{
    /// <summary>
    /// Filters images (n, channels, height, width) to the same shape. The Gaussian ends at four times its width;
    /// outside the image there is black.
    /// </summary>
    /// <param name="x">The images.</param>
    /// <param name="width">The Gaussian's standard deviation in pixels; 0 changes nothing.</param>
    /// <exception cref="ArgumentException">These are no images (n, channels, height, width), or the width is negative
    /// or not finite.</exception>
    public static Tensor Apply(Tensor x, double width)
    {
        Require.NonNegative(width, nameof(width));
        RequireImages(x);
        using var scope = NewDisposeScope();
        return Smooth(x, width, radius: (int)(4 * width + 0.5), isPadded: true).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Filters take images (n, channels, height, width) of a pixel at least, in numbers with a point.
    /// </summary>
    internal static void RequireImages(Tensor x)
    {
        if (x.dim() != 4 || x.numel() == 0)
            throw new ArgumentException($"A filter needs images (n, channels, height, width); x has the "
                + $"shape ({string.Join(", ", x.shape)}).", nameof(x));
        Require.Floating(x, nameof(x));
    }

    /// <summary>
    /// The filter, cut off at <paramref name="radius"/> pixels; without padding the images shrink by that on every
    /// side.
    /// </summary>
    internal static Tensor Smooth(Tensor x, double width, int radius, bool isPadded)
    {
        if (radius == 0)
            return x.clone();
        var channels = x.shape[1];
        var distance = arange(-radius, radius + 1, dtype: float64, device: x.device);
        var weights = (distance.square() / (-2 * width * width)).exp();
        weights = (weights / weights.sum()).to(x.dtype).repeat(channels); // (channels · (2 radius + 1))
        var padding = isPadded ? radius : 0L;
        // One pass down and one across: a Gaussian of two variables is a product.
        var down = nn.functional.conv2d(x, weights.view(channels, 1, -1, 1), padding: [padding, 0], groups: channels);
        return nn.functional.conv2d(down, weights.view(channels, 1, 1, -1), padding: [0, padding], groups: channels);
    }
}
