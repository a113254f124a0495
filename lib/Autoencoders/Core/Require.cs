using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// What functions ask of the tensors that they are given, once, at the door; a broken rule is an
/// <see cref="ArgumentException"/> that says which.
/// </summary>
internal static partial class Require
{
    /// <summary>Broadcasting would turn (n, 1) against (n) into (n, n) without a word: shapes must be equal.</summary>
    public static void SameShape(Tensor x, Tensor other, string name) => SameShape(x, other, nameof(x), name);

    public static void SameShape(Tensor first, Tensor second, string firstName, string secondName)
    {
        if (!first.shape.AsSpan().SequenceEqual(second.shape))
            throw new ArgumentException($"{firstName} has the shape ({string.Join(", ", first.shape)}) "
                + $"and {secondName} ({string.Join(", ", second.shape)}); they must be equal.", secondName);
    }

    public static void UnitInterval(Tensor x, string name) =>
        Inside(x, 0, 1, name, "Pixels must lie in [0, 1]", "Divide 8-bit pixels by 255.");

    public static void Probability(Tensor p, string name) =>
        Inside(p, 0, 1, name, "Probabilities must lie in [0, 1]", "");

    /// <summary>Codes are a matrix with a row for each image.</summary>
    public static void Codes(Tensor z, string name) => Matrix(z, name, "codes with a row for each image, (n, k)");

    /// <summary>All values lie in [low, high]; NaN does not.</summary>
    public static void Inside(Tensor x, double low, double high, string name, string rule, string remedy)
    {
        if (x.numel() == 0)
            throw new ArgumentException($"{rule}; {name} is empty.", name);
        if (!HasValues(x)) return;
        var (least, greatest) = Extremes(x);
        if (!(least >= low && greatest <= high))
            throw new ArgumentException(
                FormattableString.Invariant($"{rule}; {name} has values from {least:G4} to {greatest:G4}. {remedy}")
                    .TrimEnd(), name);
    }

    // Squares of larger numbers, sums of them and their quotients need not be representable.
    private const double MostInSingle = 1e16, MostInDouble = 1e100;

    /// <summary>
    /// All values are real and finite: asked where a tensor enters sampling, coding or measuring, not at each step of a
    /// training, which would wait for it.
    /// </summary>
    public static void Finite(Tensor x, string name) => Largest(x, name);

    /// <summary>All values are real and finite, and so are sums of their squares.</summary>
    public static void Squarable(Tensor x, string name)
    {
        var (size, most) = (Largest(x, name), x.dtype == float64 || !x.is_floating_point()
            ? MostInDouble
            : MostInSingle);
        if (size > most)
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"{name} holds numbers up to {size:G3}; sums of squares overflow above {most:G3}. Scale down."),
                name);
    }

    /// <summary>
    /// Values are of a type with a point: float32, float64 or, unless <paramref name="wide"/>, one of 16 bits.
    /// </summary>
    public static void Floating(Tensor x, string name, bool wide = false)
    {
        if (!x.is_floating_point() || wide && x.dtype != float32 && x.dtype != float64)
            throw new ArgumentException(
                $"{name} must be {(wide ? "float32 or float64" : "numbers with a point")}; they are {x.dtype}.", name);
    }

    /// <summary>Indices are int64, (m), and name one of <paramref name="count"/> things.</summary>
    public static void Index(Tensor index, long count, string name)
    {
        if (index.dtype != int64 || index.dim() != 1)
            throw new ArgumentException(
                $"{name} must be int64, (m); it is {index.dtype}, ({string.Join(", ", index.shape)}).", name);
        if (index.numel() > 0) Inside(index, 0, count - 1, name, $"{name} counts from 0 to {count - 1}", "");
    }

    private static double Largest(Tensor x, string name)
    {
        if (x.is_complex()) throw new ArgumentException($"{name} must be real numbers; they are {x.dtype}.", name);
        if (!x.is_floating_point() || x.numel() == 0 || !HasValues(x)) return 0;
        var (least, greatest) = Extremes(x);
        return double.IsFinite(least) && double.IsFinite(greatest) ? Math.Max(-least, greatest)
            : throw new ArgumentException($"{name} must be finite; it holds NaN or infinity.", name);
    }

    /// <summary>The least and the greatest value, NaN if one is, in one read of the device.</summary>
    public static (double Least, double Greatest) Extremes(Tensor x)
    {
        using var scope = NewDisposeScope();
        var (min, max) = x.detach().aminmax();
        using var both = stack([min, max]).to(float64).cpu().data<double>();
        return (both[0], both[1]);
    }

    public static void BlackOrWhite(Tensor x, string name)
    {
        using var scope = NewDisposeScope();
        if (HasValues(x) && !x.eq(0).logical_or(x.eq(1)).all().item<bool>())
            throw new ArgumentException($"A probability needs pixels that are 0 or 1; {name} has others. Binarise the "
                + "images, or use the cross-entropy of grey pixels by its own name.", name);
    }

    /// <summary>Whether there are values to check: tensors of the meta device are shapes alone.</summary>
    public static bool HasValues(Tensor x) => x.device_type != TorchSharp.DeviceType.META;

    /// <summary>Logarithms of variances that double precision can divide by.</summary>
    public static void LogVariance(Tensor logVar, string name) =>
        Inside(logVar, -200, 200, name, "Log-variances must lie in [−200, 200]", "");

    public static void Matrix(Tensor x, string name, string what)
    {
        if (x.dim() != 2 || x.shape[0] < 1 || x.shape[1] < 1)
            throw new ArgumentException(
                $"{name} has the shape ({string.Join(", ", x.shape)}); it must be {what}.", name);
    }

    /// <summary>
    /// The points must be the rows of a matrix of finite real numbers whose squares can be summed, at least
    /// <paramref name="atLeast"/> of them.
    /// </summary>
    public static void Points(Tensor x, string name, long atLeast = 1)
    {
        Rows(x, name);
        if (x.shape[0] < atLeast)
            throw new ArgumentException($"{name} must hold {atLeast} points or more; it holds {x.shape[0]}.", name);
        Squarable(x, name);
    }

    /// <summary>The points must be the rows of a matrix; their values are not looked at.</summary>
    public static void Rows(Tensor x, string name)
    {
        if (x.dim() != 2 || x.shape[1] < 1)
            throw new ArgumentException($"{name} must be points as the rows of a matrix, (n, d); its shape "
                + $"is ({string.Join(", ", x.shape)}).", name);
    }

    /// <summary>Two sets of points must have the same number of coordinates.</summary>
    public static void SameWidth(Tensor x, string name, Tensor other, string otherName)
    {
        if (x.shape[1] != other.shape[1])
            throw new ArgumentException(
                $"{name} has points of {x.shape[1]} numbers and {otherName} of {other.shape[1]}; they must be "
                    + "equal.", otherName);
    }

    /// <summary>Classes are given to a model with classes, and none to one without.</summary>
    public static void Classes(Tensor? classes, long count)
    {
        if (classes is null != (count == 0))
            throw new ArgumentException(
                count == 0
                    ? "This model has no classes."
                    : $"This model needs a class for each grid, 0 to {count - 1}.",
                nameof(classes));
    }
}
