using System.Globalization;

namespace Autoencoders;

/// <summary>
/// Claims about numbers: a claim that holds prints one line, one that does not stops the notebook with what was claimed
/// and what was found.
/// </summary>
public static class Check
{
    /// <summary><paramref name="holds"/> must be true.</summary>
    /// <exception cref="ClaimFailedException">It is false.</exception>
    public static void That(bool holds, string claim)
    {
        if (!holds) throw new ClaimFailedException($"This should hold, and does not: {claim}");
        Console.WriteLine($"✓ {claim}");
    }

    /// <summary><paramref name="value"/> must lie in [low, high].</summary>
    /// <exception cref="ClaimFailedException">It does not, or is not a number.</exception>
    public static void Between(double value, double low, double high, string what)
    {
        if (!(value >= low && value <= high))
            throw new ClaimFailedException(
                $"{what} is {Text(value)}, outside the claimed range {Text(low)} to {Text(high)}.");
        Console.WriteLine($"✓ {what}: {Text(value)}, within {Text(low)} to {Text(high)}");
    }

    /// <summary>
    /// <paramref name="value"/> must be within <paramref name="tolerance"/> of <paramref name="expected"/>.
    /// </summary>
    /// <exception cref="ClaimFailedException">It is not, or is not a number.</exception>
    public static void Close(double value, double expected, double tolerance, string what)
    {
        var difference = Math.Abs(value - expected);
        if (!(difference <= tolerance))
            throw new ClaimFailedException($"{what} is {Text(value)}, not {Text(expected)}: the "
                + $"difference {Text(difference)} exceeds {Text(tolerance)}.");
        Console.WriteLine($"✓ {what}: {Text(value)}, expected {Text(expected)} (difference {Text(difference)})");
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
