using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The classical remedy for single wrong pixels: each pixel becomes the median of the square around it.
/// </summary>
/// <remarks>Chapter 3, <i>Against filters that need no training</i>.</remarks>
public static class MedianFilter
{
    /// <summary>
    /// Filters images (n, channels, height, width) to the same shape; outside the image there is black.
    /// </summary>
    /// <param name="x">The images.</param>
    /// <param name="side">The square's side in pixels, odd.</param>
    /// <exception cref="ArgumentException">These are no images (n, channels, height, width), or the side is not odd and
    /// positive.</exception>
    public static Tensor Apply(Tensor x, int side)
    {
        if (side < 1 || side % 2 == 0)
            throw new ArgumentOutOfRangeException(nameof(side), side, "The square around a pixel has an odd side.");
        GaussianFilter.RequireImages(x);
        Require.Finite(x, nameof(x)); // a median would hide what is not
        using var scope = NewDisposeScope();
        var (n, channels, height, width) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        // (n · channels, side², height · width)
        var windows = nn.functional.unfold(x.reshape(n * channels, 1, height, width), side, padding: side / 2);
        return windows.kthvalue(side * side / 2 + 1, 1).Item1.reshape(n, channels, height, width)
            .MoveToOuterDisposeScope();
    }
}
