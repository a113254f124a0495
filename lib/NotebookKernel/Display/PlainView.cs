using System.Text;

namespace NotebookKernel.Display;

/// <summary>A view as plain text: scalars and short lists in a line, rows as an aligned table.</summary>
internal static class PlainView
{
    /// <summary>The text of a view at the top, which may have lines.</summary>
    public static string Write(View view, int depth) =>
        Table.Read(view) is { } table ? Write(table, depth) : InALine(view, depth);

    /// <summary>The text of a view within others.</summary>
    public static string InALine(View view, int depth) => view switch
    {
        TextView text => text.Text,
        OwnView own => DefaultViews.Within(own.Value, "text/plain", depth + 1),
        TupleView tuple => $"({string.Join(", ", tuple.Parts.Select(part => InALine(part, depth)))})",
        ListView list =>
            $"[ {string.Join(", ", WithMore(list.Items.Select(item => InALine(item, depth)), list.More))} ]",
        ObjectView value =>
            $"{{ {string.Join(", ", value.Members.Select(m => $"{m.Name} = {InALine(m.Value, depth)}"))} }}",
        MapView map =>
            $"[ {string.Join(", ",
                WithMore(map.Entries.Select(e => $"{InALine(e.Key, depth)}: {InALine(e.Value, depth)}"), map.More))} ]",
        MatrixView matrix =>
            $"[ {string.Join(", ",
                WithMore(
                    matrix.Rows.Select(row => $"[ {string.Join(", ", row.Select(cell => InALine(cell, depth)))} ]"),
                    matrix.More))} ]",
        _ => throw new ArgumentOutOfRangeException(nameof(view), view, "This view has no plain text."),
    };

    private static string Write(Table table, int depth)
    {
        var rows = table.Rows.Select(row => row.Select(cell => InALine(cell, depth).ReplaceLineEndings(" ")).ToArray())
            .ToList();
        if (table.Columns.Any(c => c.Length > 0))
            rows.Insert(0, [.. table.Columns]);
        var widths = table.Columns.Select((_, c) => rows.Max(row => row[c].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
            text.Append(string.Join("  ", row.Select((cell, c) => cell.PadRight(widths[c]))).TrimEnd()).Append('\n');
        text.Append(table.More);
        return text.ToString().TrimEnd('\n');
    }

    private static IEnumerable<string> WithMore(IEnumerable<string> texts, string? more) =>
        more is null ? texts : texts.Append(more);
}
