using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>Smaller pictures, for models whose cost grows with the number of pixels.</summary>
/// <remarks>Chapter 14, <i>A first PixelCNN</i>.</remarks>
public static class Downscaling
{
    /// <summary>
    /// Pictures of half the height and width: each pixel is the mean of a square of four, rounded to a byte. Labels and
    /// factors stay.
    /// </summary>
    /// <exception cref="ArgumentException">A side is odd.</exception>
    public static ImageData Halve(ImageData images)
    {
        var (height, width) = (images.Pixels.shape[2], images.Pixels.shape[3]);
        if (height % 2 != 0 || width % 2 != 0 || images.Pixels.numel() == 0)
            throw new ArgumentException($"Only pictures with even sides can be halved; these are {height} × {width}.",
                nameof(images));
        using var scope = NewDisposeScope();
        var halved = nn.functional.avg_pool2d(images.Pixels.to(float32), 2).round().to(uint8);
        return new(halved, images.Labels.clone(), $"{images.Name}, {height / 2} × {width / 2}", images.Source,
            images.Factors?.clone(), images.FactorNames);
    }
}
