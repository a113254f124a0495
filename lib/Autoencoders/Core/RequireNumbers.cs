namespace Autoencoders;

/// <summary>What functions ask of the numbers that they are given.</summary>
internal static partial class Require
{
    /// <summary>The number is finite.</summary>
    public static void Finite(double value, string name)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite.");
    }

    /// <summary>The number is finite and at least 0.</summary>
    public static void NonNegative(double value, string name)
    {
        if (!(value >= 0 && double.IsFinite(value)))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and at least 0.");
    }

    /// <summary>The number is finite and above 0.</summary>
    public static void Positive(double value, string name)
    {
        if (!(value > 0 && double.IsFinite(value)))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and above 0.");
    }

    /// <summary>The number lies in [0, 1].</summary>
    public static void Share(double value, string name)
    {
        if (!(value is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must lie in [0, 1].");
    }

    /// <summary>A weight of a term is finite and not negative.</summary>
    public static void Weight(double weight, string name)
    {
        if (!(weight >= 0 && double.IsFinite(weight)))
            throw new ArgumentException(
                FormattableString.Invariant($"The weight {name} must be finite and at least 0; it is {weight}."), name);
    }

    /// <summary>A variance is positive and finite.</summary>
    public static void Variance(double variance, string name)
    {
        if (!(variance > 0 && double.IsFinite(variance)))
            throw new ArgumentException(
                FormattableString.Invariant($"The variance must be positive and finite; it is {variance}."), name);
    }

    /// <summary>Widths of layers, the input's and the code's at least, are positive.</summary>
    public static void Widths(long[] widths)
    {
        if (widths.Length < 2)
            throw new ArgumentException(
                $"widths needs the input's width and the code's at least; it has {widths.Length}.", nameof(widths));
        if (widths.Any(width => width < 1))
            throw new ArgumentException($"widths must be positive; they are {string.Join(", ", widths)}.",
                nameof(widths));
    }

    /// <summary>Among n points there can be 1 to <paramref name="most"/> of what <paramref name="k"/> counts.</summary>
    public static void Count(int k, string name, long most, string of)
    {
        if (k < 1 || k > most)
            throw new ArgumentOutOfRangeException(name, k,
                $"{name} must lie between 1 and {most}, the number of {of}.");
    }
}
