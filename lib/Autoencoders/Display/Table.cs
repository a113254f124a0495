using System.Collections.Immutable;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Autoencoders;

/// <summary>Which cell of a column is the best one.</summary>
public enum Best
{
    /// <summary>None is marked.</summary>
    None,

    /// <summary>The smallest number.</summary>
    Lowest,

    /// <summary>The largest number.</summary>
    Highest,
}

/// <summary>
/// A table of results. Immutable: <see cref="Column{T}"/> returns a longer one. Numbers are aligned right with the same
/// decimals in all of a column, texts left.
/// </summary>
[TypeFormatterSource(MimeType.Html, MimeType.Markdown, MimeType.Text)]
public sealed partial class Table : IMimeBundle
{
    private readonly string caption;
    private readonly ImmutableArray<TableColumn> columns;

    /// <summary>A table without columns yet; the caption says what it compares.</summary>
    public Table(string caption) : this(caption, [])
    {
    }

    private Table(string caption, ImmutableArray<TableColumn> columns)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(caption);
        (this.caption, this.columns) = (caption, columns);
    }

    /// <summary>
    /// A table with a column for each public property of the records, headed by the property's name in words.
    /// </summary>
    /// <exception cref="ArgumentException">The records have no public property.</exception>
    public static Table From<T>(string caption, IEnumerable<T> records)
    {
        var rows = records.ToList();
        var properties = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0).ToList();
        if (properties.Count == 0)
            throw new ArgumentException(
                $"{typeof(T).Name} has no public property to show: name the columns with Column(…).", nameof(records));
        return properties.Aggregate(new Table(caption), (table, property) =>
            table.Column(Words(property.Name), rows.Select(row => property.GetValue(row))));
    }

    /// <summary>The table with one more column.</summary>
    /// <param name="header">What the column holds.</param>
    /// <param name="values">One value a row: numbers, texts, or null for an empty cell.</param>
    /// <param name="unit">The unit of the numbers, written below the header.</param>
    /// <param name="digits">The significant digits of the column's largest number; the others get as many
    /// decimals.</param>
    /// <param name="best">Which number is printed bold.</param>
    /// <exception cref="ArgumentException">The column is not as long as those before it.</exception>
    public Table Column<T>(string header, IEnumerable<T> values, string unit = "", int digits = 4,
        Best best = Best.None)
    {
        var column = TableColumn.Format(header, unit, values.Cast<object?>().ToList(), digits, best);
        if (columns.Length > 0 && columns[0].Cells.Length != column.Cells.Length)
            throw new ArgumentException($"Column \"{header}\" has {column.Cells.Length} values, but column "
                + $"\"{columns[0].Header}\" has {columns[0].Cells.Length}.", nameof(values));
        return new Table(caption, columns.Add(column));
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ToMimeBundle() => new Dictionary<string, string>
    {
        [MimeType.Html] = ToHtml(),
        [MimeType.Markdown] = ToMarkdown(),
        [MimeType.Text] = ToString(),
    };

    private int RowCount => columns.IsEmpty ? 0 : columns[0].Cells.Length;

    /// <summary>The table in a fixed-width font; the best cells carry an asterisk.</summary>
    public override string ToString()
    {
        var marked = this.columns.Any(c => c.BestRow >= 0);
        var text = new StringBuilder(caption).AppendLine(marked ? " (* best)" : "");
        var columns = this.columns.Select(c =>
        {
            // Where a column has a best cell, the others get a space in place of its asterisk, so that digits line up.
            var cells = c.Cells.Select((cell, row) => c.BestRow < 0 ? cell : cell + (c.IsBest(row) ? "*" : " "));
            var lines = new List<string> { c.HeaderWithUnit, "" }.Concat(cells).ToList();
            var width = lines.Max(line => line.Length);
            lines[1] = new string('─', width);
            return lines.Select(line => c.IsNumeric ? line.PadLeft(width) : line.PadRight(width)).ToList();
        }).ToList();
        for (var line = 0; line < RowCount + 2 && columns.Count > 0; line++)
            text.AppendLine(string.Join("  ", columns.Select(c => c[line])).TrimEnd());
        return text.ToString().TrimEnd();
    }

    private string ToHtml()
    {
        const string Rule = "border-bottom:1px solid rgba(128,128,128,.4)";
        string Style(TableColumn c) =>
            $"text-align:{(c.IsNumeric ? "right" : "left")};padding:3px 12px;background:none";
        var html = new StringBuilder(
            "<table style=\"border-collapse:collapse;font-variant-numeric:tabular-nums;margin:8px 0\">");
        html.Append("<caption style=\"caption-side:top;text-align:left;font-weight:bold;padding:3px 12px\">")
            .Append(WebUtility.HtmlEncode(caption)).Append("</caption><thead><tr>");
        foreach (var c in columns)
            html.Append($"<th style=\"{Style(c)};{Rule}\">{WebUtility.HtmlEncode(c.Header)}")
                .Append(c.Unit.Length > 0
                    ? $"<br><span style=\"font-weight:normal;opacity:.7\">{WebUtility.HtmlEncode(c.Unit)}</span></th>"
                    : "</th>");
        html.Append("</tr></thead><tbody>");
        for (var row = 0; row < RowCount; row++)
        {
            html.Append("<tr>");
            foreach (var c in columns)
            {
                var cell = WebUtility.HtmlEncode(c.Cells[row]);
                html.Append($"<td style=\"{Style(c)}\">{(c.IsBest(row) ? $"<b>{cell}</b>" : cell)}</td>");
            }
            html.Append("</tr>");
        }
        return html.Append("</tbody></table>").ToString();
    }

    private string ToMarkdown()
    {
        static string Escape(string cell) =>
            cell.Replace("\\", "\\\\").Replace("|", "\\|").Replace("*", "\\*").Replace("<", "&lt;")
            .ReplaceLineEndings(" ");
        var text = new StringBuilder($"**{Escape(caption)}**\n\n");
        void Line(Func<TableColumn, string> cell) =>
            text.Append("| ").AppendJoin(" | ", columns.Select(cell)).Append(" |\n");
        Line(c => Escape(c.HeaderWithUnit));
        Line(c => c.IsNumeric ? "--:" : ":--");
        for (var row = 0; row < RowCount; row++)
            Line(c => c.IsBest(row) ? $"**{Escape(c.Cells[row])}**" : Escape(c.Cells[row]));
        return text.ToString();
    }

    // "TestLoss" is headed "test loss"; "KL" stays as it is.
    private static string Words(string name) =>
        WordStart()
        .Replace(name, m => (m.Index > 0 ? " " : "") + (m.Length == 1 ? m.Value.ToLowerInvariant() : m.Value));

    [GeneratedRegex(@"[A-Z]{2,}(?![a-z])|[A-Z]")]
    private static partial Regex WordStart();
}
