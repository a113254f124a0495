using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;

namespace Autoencoders;

/// <summary>The numbers of a figure's series: checked, and written as JSON.</summary>
internal static class Series
{
    /// <summary>The values as doubles.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static double[] Doubles<T>(string series, string what, IEnumerable<T> values) where T : INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(values, what);
        double[] numbers = [.. values.Select(double.CreateChecked)];
        return numbers.Length > 0
            ? numbers
            : throw new ArgumentException($"\"{series}\" has no values to show: its {what} is empty.", what);
    }

    /// <summary>Two sequences of one length, as doubles.</summary>
    /// <exception cref="ArgumentException">They are empty or differ in length.</exception>
    public static (double[] X, double[] Y) Pair<TX, TY>(string series, IEnumerable<TX> x, IEnumerable<TY> y)
        where TX : INumberBase<TX> where TY : INumberBase<TY>
    {
        var pair = (X: Doubles(series, nameof(x), x), Y: Doubles(series, nameof(y), y));
        SameLength(series, ("x", pair.X.Length), ("y", pair.Y.Length));
        return pair;
    }

    /// <exception cref="ArgumentException">The lengths differ; the message names both.</exception>
    public static void SameLength(string series, (string Name, int Length) first, (string Name, int Length) second)
    {
        if (first.Length != second.Length)
            throw new ArgumentException(
                $"\"{series}\" has {first.Length} values of {first.Name} but {second.Length} of {second.Name}.");
    }

    /// <summary>
    /// The numbers as a JSON array, to seven significant digits, which is what a 32-bit float holds; what is not finite
    /// becomes a gap.
    /// </summary>
    public static JsonArray Json(IEnumerable<double> values) => new([.. values.Select(Json)]);

    /// <summary>Texts as a JSON array.</summary>
    public static JsonArray Json(IEnumerable<string> values) =>
        new([.. values.Select(v => (JsonNode)JsonValue.Create(v))]);

    public static JsonNode? Json(double value) => double.IsFinite(value)
        ? JsonValue.Create(
            double.Parse(value.ToString("G7", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
        : null;
}
