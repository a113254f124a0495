using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>The angles between two subspaces (Björck and Golub 1973): all zero when they are the same.</summary>
/// <remarks>Chapter 1, <i>A linear autoencoder is PCA</i>.</remarks>
public static class PrincipalAngles
{
    /// <summary>
    /// The angles in degrees, rising, between the column spans of <paramref name="a"/> (d, k) and <paramref name="b"/>
    /// (d, k). From the sines, which resolve small angles where cosines near 1 do not.
    /// </summary>
    /// <exception cref="ArgumentException">The matrices are empty, have different shapes, or hold a value that is not
    /// finite.</exception>
    public static double[] Degrees(Tensor a, Tensor b)
    {
        if (a.dim() != 2 || a.numel() == 0 || !a.shape.AsSpan().SequenceEqual(b.shape))
            throw new ArgumentException($"Two matrices of one shape are needed; they "
                + $"have ({string.Join(", ", a.shape)}) and ({string.Join(", ", b.shape)}).", nameof(b));
        Require.Squarable(a, nameof(a));
        Require.Squarable(b, nameof(b));
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var (p, _) = linalg.qr(a.to(float64)); // (d, k), orthonormal
        var (q, _) = linalg.qr(b.to(float64));
        var outside = q - p.mm(p.t().mm(q)); // what of b lies outside a
        var sines = linalg.svdvals(outside).clamp(0, 1);
        return [.. sines.asin().flip(0).cpu().data<double>().Select(angle => angle * 180 / Math.PI)];
    }
}
