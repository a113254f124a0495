using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Points as the rows of a matrix, and the numbers that distances between them are computed in.
/// </summary>
internal static class Points
{
    /// <summary>
    /// The type to compute distances of these points in: float32 if all are of at most 32 bits with a point, else
    /// float64.
    /// </summary>
    public static ScalarType Type(params ReadOnlySpan<Tensor> all)
    {
        foreach (var x in all)
            if (x.dtype == float64 || !x.is_floating_point()) return float64;
        return float32;
    }

    /// <summary>The points as numbers of their <see cref="Type"/>.</summary>
    public static Tensor Real(Tensor x) => x.to(Type(x));
}
