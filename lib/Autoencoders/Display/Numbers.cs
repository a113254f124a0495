using System.Globalization;

namespace Autoencoders;

/// <summary>Numbers as text, the same in every culture.</summary>
internal static class Numbers
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>The number to so many significant digits, without zeros at the end: 0.1021, 60,000, 2.3e−7.</summary>
    public static string Text(double value, int digits = 4)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        if (value == 0)
            return "0";
        if (value == Math.Round(value) && Math.Abs(value) < 1e15)
            return Minus(value.ToString(Math.Abs(value) < 10_000 ? "0" : "#,0", Invariant));
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return exponent < -4 || exponent >= 15
            ? Minus(value.ToString("0." + new string('#', digits - 1) + "e-0", Invariant))
            : Trim(Fixed(value, Math.Max(0, digits - 1 - exponent)));
    }

    /// <summary>The number with so many digits after the point.</summary>
    public static string Fixed(double value, int decimals) =>
        Minus(value.ToString((Math.Abs(value) < 10_000 ? "F" : "N") + decimals, Invariant));

    private static string Trim(string number) => number.Contains('.') ? number.TrimEnd('0').TrimEnd('.') : number;

    // The true minus sign is as wide as a plus, so that columns of numbers line up.
    private static string Minus(string number) => number.Replace('-', '−');
}
