using System.Collections.Immutable;
using System.Globalization;

namespace Autoencoders;

/// <summary>A column of a <see cref="Table"/>: its cells as text, and which of them is the best.</summary>
internal sealed record TableColumn(string Header, string Unit, ImmutableArray<string> Cells,
    bool IsNumeric, int BestRow)
{
    public string HeaderWithUnit => Unit.Length == 0 ? Header : $"{Header} ({Unit})";

    /// <summary>True for the best cell, and for those that read the same.</summary>
    public bool IsBest(int row) => BestRow >= 0 && Cells[row] == Cells[BestRow];

    public static TableColumn Format(string header, string unit, IReadOnlyList<object?> values, int digits, Best best)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(header);
        ArgumentOutOfRangeException.ThrowIfLessThan(digits, 1);
        if (!values.Any(IsNumber) || !values.All(v => v is null || IsNumber(v)))
        {
            if (best != Best.None)
                throw new ArgumentException(
                    $"Column \"{header}\" holds texts, of which none is the best.", nameof(best));
            return new(header, unit,
                [.. values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture) ?? "")], false, -1);
        }
        var numbers = values.Select(v => v is null ? (double?)null : Convert.ToDouble(v, CultureInfo.InvariantCulture))
            .ToList();
        return new(header, unit, [.. Format(numbers, digits)], true, BestOf(numbers, best));
    }

    private static IEnumerable<string> Format(IReadOnlyList<double?> numbers, int digits)
    {
        var sizes = numbers.OfType<double>().Where(v => double.IsFinite(v) && v != 0).Select(Math.Abs)
            .DefaultIfEmpty(1).ToList();
        var whole = sizes.All(v => v == Math.Round(v) && v < 1e15);
        var decimals = whole ? 0 : Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(sizes.Max())), 0, 15);
        // Common decimals would leave less than two digits of the smallest number: then each number keeps its own.
        var common = whole || sizes.Min() >= 10 * Math.Pow(10, -decimals);
        return numbers.Select(v => v switch
        {
            null => "–",
            { } number when common && double.IsFinite(number) => Numbers.Fixed(number, decimals),
            { } number => Numbers.Text(number, digits),
        });
    }

    private static int BestOf(IReadOnlyList<double?> numbers, Best best)
    {
        var finite = numbers.OfType<double>().Where(double.IsFinite).ToList();
        if (best == Best.None || finite.Count == 0)
            return -1;
        var value = best == Best.Lowest ? finite.Min() : finite.Max();
        return numbers.ToList().FindIndex(v => v == value);
    }

    private static bool IsNumber(object? value) =>
        value is double or float or Half or decimal or long or int or short or sbyte or ulong or uint or ushort or byte;
}
