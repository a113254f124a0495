using System.Globalization;
using System.Text;

namespace CSharpKernel.Display;

/// <summary>The default plain text of a value: scalars as C#'s invariant text, short lists in a line, rows as an aligned table.</summary>
internal static class PlainView
{
    public static string Of(object? value, int depth)
    {
        if (value is null)
            return "null";
        if (value is Task task)
            return $"{TypeNames.Of(task.GetType())} ({task.Status})";
        if (value is IFormattable scalar)
            return scalar.ToString(null, CultureInfo.InvariantCulture);
        if (depth > FormatterRegistry.DepthLimit)
            return TypeNames.Of(value.GetType());
        var table = Table.Of(value);
        if (table is null && Members.Sequence(value) is { } items)
            return OfList(items, depth);
        if (table is not null)
            return depth == 0 ? OfTable(table) : InALine(value, depth);
        return value.ToString() ?? "";
    }

    private static string OfList(System.Collections.IEnumerable sequence, int depth)
    {
        var (items, more) = Table.Take(sequence);
        var texts = items.Select(item => ValueFormatter.Format(item, "text/plain", depth + 1));
        return $"[ {string.Join(", ", more is null ? texts : texts.Append(more))} ]";
    }

    private static string InALine(object value, int depth)
    {
        if (Members.Sequence(value) is { } items)
            return OfList(items, depth);
        var members = Members.Of(value.GetType())
            .Select(m => $"{m.Name} = {ValueFormatter.Format(Members.Get(m, value), "text/plain", depth + 1)}");
        return $"{{ {string.Join(", ", members)} }}";
    }

    private static string OfTable(Table table)
    {
        var rows = table.Rows.Select(row => row.Select(Cell).ToArray()).ToList();
        if (table.Columns.Any(c => c.Length > 0))
            rows.Insert(0, [.. table.Columns]);
        var widths = table.Columns.Select((_, c) => rows.Max(row => row[c].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
            text.AppendLine(string.Join("  ", row.Select((cell, c) => cell.PadRight(widths[c]))).TrimEnd());
        if (table.More is { } more)
            text.AppendLine(more);
        return text.ToString().TrimEnd('\n');

        static string Cell(object? value) =>
            (value is Table.Label label ? label.Text : ValueFormatter.Format(value, "text/plain", 1)).ReplaceLineEndings(" ");
    }
}
