using System.Text.Json;
using static TorchSharp.torch;

namespace Autoencoders.Tests;

/// <summary>The two images of recorded/images.py, and what scikit-image and SciPy found on them.</summary>
internal static class RecordedImages
{
    public static JsonElement Found { get; } = Recorded.Read("images");

    /// <summary>The pattern and the damaged pattern, float64, (1, 1, 28, 20) each.</summary>
    public static (Tensor First, Tensor Second) Images()
    {
        var rows = arange(28, dtype: float64).view(28, 1);
        var columns = arange(20, dtype: float64).view(1, 20);
        var first = 0.5 + 0.5 * (0.5 * rows).sin() * (0.3 * columns).cos();
        var second = (first + 0.3 * (0.7 * arange(28 * 20, dtype: float64)).sin().view(28, 20)).clamp(0, 1);
        return (first.view(1, 1, 28, 20), second.view(1, 1, 28, 20));
    }

    /// <summary>A corner, an edge, the inside, the last corner, and the sum.</summary>
    public static double[] Some(Tensor image) =>
        [.. new[] { (0, 0), (0, 10), (13, 7), (27, 19) }.Select(at => image[0, 0, at.Item1, at.Item2].item<double>()),
            image.sum().item<double>()];
}
