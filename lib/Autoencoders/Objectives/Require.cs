using static TorchSharp.torch;

namespace Autoencoders.Objectives;

/// <summary>What objectives ask of their inputs; a broken rule is an <see cref="ArgumentException"/> that says which.</summary>
internal static class Require
{
    /// <summary>Broadcasting would turn (n, 1) against (n) into (n, n) without a word: shapes must be equal.</summary>
    public static void SameShape(Tensor x, Tensor other, string name) => SameShape(x, other, nameof(x), name);

    public static void SameShape(Tensor first, Tensor second, string firstName, string secondName)
    {
        if (!first.shape.AsSpan().SequenceEqual(second.shape))
            throw new ArgumentException($"{firstName} has the shape ({string.Join(", ", first.shape)}) and {secondName} ({string.Join(", ", second.shape)}); they must be equal.", secondName);
    }

    public static void UnitInterval(Tensor x, string name) =>
        Inside(x, 0, 1, name, "Pixels must lie in [0, 1]", "Divide 8-bit pixels by 255.");

    public static void Probability(Tensor p, string name) => Inside(p, 0, 1, name, "Probabilities must lie in [0, 1]", "");

    /// <summary>Codes are a matrix with a row for each image.</summary>
    public static void Codes(Tensor z, string name) => Matrix(z, name, "codes with a row for each image, (n, k)");

    /// <summary>A weight of a term is finite and not negative.</summary>
    public static void Weight(double weight, string name)
    {
        if (!(weight >= 0 && double.IsFinite(weight)))
            throw new ArgumentException(FormattableString.Invariant($"The weight {name} must be finite and at least 0; it is {weight}."), name);
    }

    /// <summary>All values lie in [low, high]; NaN does not.</summary>
    public static void Inside(Tensor x, double low, double high, string name, string rule, string remedy)
    {
        using var scope = NewDisposeScope();
        if (x.numel() == 0)
            throw new ArgumentException($"{rule}; {name} is empty.", name);
        var (least, greatest) = (x.min().to(float64).item<double>(), x.max().to(float64).item<double>());
        if (!(least >= low && greatest <= high))
            throw new ArgumentException(FormattableString.Invariant($"{rule}; {name} has values from {least:G4} to {greatest:G4}. {remedy}").TrimEnd(), name);
    }

    public static void BlackOrWhite(Tensor x, string name)
    {
        using var scope = NewDisposeScope();
        if (!x.eq(0).logical_or(x.eq(1)).all().item<bool>())
            throw new ArgumentException($"A probability needs pixels that are 0 or 1; {name} has others. Binarise the images, or use the cross-entropy of grey pixels by its own name.", name);
    }

    public static void Variance(double variance, string name)
    {
        if (!(variance > 0 && double.IsFinite(variance)))
            throw new ArgumentException(FormattableString.Invariant($"The variance must be positive and finite; it is {variance}."), name);
    }

    public static void Matrix(Tensor x, string name, string what)
    {
        if (x.dim() != 2 || x.shape[0] < 1 || x.shape[1] < 1)
            throw new ArgumentException($"{name} has the shape ({string.Join(", ", x.shape)}); it must be {what}.", name);
    }
}
