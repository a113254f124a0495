using System.Net;
using System.Text;

namespace NotebookKernel.Display;

/// <summary>A view as HTML: a table where it has rows, otherwise its text.</summary>
internal static class HtmlView
{
    public static string Write(View view, int depth, bool isTop) =>
        Table.Read(view) is { } table ? Write(table, depth)
        : view is OwnView own ? DefaultViews.Within(own.Value, "text/html", depth + 1)
        : isTop ? $"<pre>{WebUtility.HtmlEncode(PlainView.Write(view, depth))}</pre>"
        : WebUtility.HtmlEncode(PlainView.InALine(view, depth));

    private static string Write(Table table, int depth)
    {
        var html = new StringBuilder("<table>");
        if (table.Columns.Any(c => c.Length > 0))
        {
            html.Append("<thead><tr>");
            foreach (var column in table.Columns)
                html.Append("<th>").Append(WebUtility.HtmlEncode(column)).Append("</th>");
            html.Append("</tr></thead>");
        }
        html.Append("<tbody>");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            foreach (var (i, cell) in row.Index())
                html.Append(i == 0 && table.HasRowHeadings
                    ? $"<th>{Write(cell, depth, false)}</th>"
                    : $"<td>{Write(cell, depth, false)}</td>");
            html.Append("</tr>");
        }
        if (table.More is { } more)
            html.Append($"<tr><td colspan=\"{table.Columns.Count}\">{WebUtility.HtmlEncode(more)}</td></tr>");
        return html.Append("</tbody></table>").ToString();
    }
}
