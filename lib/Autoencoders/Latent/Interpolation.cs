using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>Paths from one code to another.</summary>
/// <remarks>Chapter 6, <i>Walking</i>.</remarks>
public static class Interpolation
{
    /// <summary>
    /// The straight line from <paramref name="from"/> (k) to <paramref name="to"/> (k), both ends included: (steps, k).
    /// </summary>
    /// <exception cref="ArgumentException">The codes are no vectors, or differ in length.</exception>
    public static Tensor Linear(Tensor from, Tensor to, int steps)
    {
        Check(from, to, steps);
        using var scope = NewDisposeScope();
        var t = linspace(0, 1, steps, dtype: from.dtype, device: from.device).unsqueeze(1); // (steps, 1)
        return ((1 - t) * from + t * to).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The arc from <paramref name="from"/> (k) to <paramref name="to"/> (k) around the origin (Shoemake 1985): the
    /// length changes evenly, and does not shrink halfway as on the straight line. For codes that lie on a sphere:
    /// (steps, k).
    /// </summary>
    /// <exception cref="ArgumentException">The codes are no vectors, differ in length, or one is zero or the other's
    /// opposite.</exception>
    public static Tensor Spherical(Tensor from, Tensor to, int steps)
    {
        Check(from, to, steps);
        using var scope = NewDisposeScope();
        var (a, b) = (from.norm(), to.norm());
        var cosine = (from.dot(to) / (a * b)).to(float64).item<double>();
        var angle = Math.Acos(Math.Clamp(cosine, -1, 1));
        if (double.IsNaN(cosine) || Math.PI - angle < 1e-4)
            throw new ArgumentException(
                "There is no one arc between these codes: one is zero, or they are opposite.", nameof(to));
        if (angle < 1e-6) return Linear(from, to, steps).MoveToOuterDisposeScope();
        var t = linspace(0, 1, steps, dtype: from.dtype, device: from.device).unsqueeze(1);
        var direction = (((1 - t) * angle).sin() * (from / a) + (t * angle).sin() * (to / b)) / Math.Sin(angle);
        return (direction * ((1 - t) * a + t * b)).MoveToOuterDisposeScope();
    }

    private static void Check(Tensor from, Tensor to, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        if (from.dim() != 1 || !from.shape.AsSpan().SequenceEqual(to.shape))
            throw new ArgumentException($"Two codes of one length are needed, (k) each; they "
                + $"have ({string.Join(", ", from.shape)}) and ({string.Join(", ", to.shape)}).", nameof(to));
        if (from.dtype != to.dtype || !from.is_floating_point())
            throw new ArgumentException(
                $"Two codes of one type with a point are needed; they are {from.dtype} and {to.dtype}.", nameof(to));
        Require.Squarable(from, nameof(from));
        Require.Squarable(to, nameof(to));
    }
}
