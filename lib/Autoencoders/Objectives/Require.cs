using static TorchSharp.torch;

namespace Autoencoders.Objectives;

/// <summary>What objectives ask of their inputs; a broken rule is an <see cref="ArgumentException"/> that says which.</summary>
internal static class Require
{
    /// <summary>Broadcasting would turn (n, 1) against (n) into (n, n) without a word: shapes must be equal.</summary>
    public static void SameShape(Tensor x, Tensor other, string name)
    {
        if (!x.shape.AsSpan().SequenceEqual(other.shape))
            throw new ArgumentException($"x has the shape ({string.Join(", ", x.shape)}) and {name} ({string.Join(", ", other.shape)}); they must be equal.", name);
    }

    public static void UnitInterval(Tensor x, string name)
    {
        using var scope = NewDisposeScope();
        var (low, high) = (x.min().to(float64).item<double>(), x.max().to(float64).item<double>());
        if (!(low >= 0 && high <= 1))
            throw new ArgumentException(FormattableString.Invariant($"Pixels must lie in [0, 1]; {name} has values from {low:G4} to {high:G4}. Divide 8-bit pixels by 255."), name);
    }
}
