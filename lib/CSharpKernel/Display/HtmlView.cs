using System.Net;
using System.Text;
using Microsoft.AspNetCore.Html;

namespace CSharpKernel.Display;

/// <summary>The default HTML of a value: a table where it has rows, otherwise its text.</summary>
internal static class HtmlView
{
    /// <summary>Whether a value's HTML says more than its plain text.</summary>
    public static bool AddsTo(object? value) => Table.Of(value) is not null;

    public static string Of(object? value, int depth)
    {
        if (value is IHtmlContent html)
        {
            using var writer = new StringWriter();
            html.WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
            return writer.ToString();
        }
        if (depth <= FormatterRegistry.DepthLimit && Table.Of(value) is { } table)
            return Of(table, depth);
        var text = WebUtility.HtmlEncode(PlainView.Of(value, depth));
        return depth == 0 ? $"<pre>{text}</pre>" : text;
    }

    private static string Of(Table table, int depth)
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
            foreach (var cell in row)
                html.Append(cell is Table.Label label
                    ? $"<th>{WebUtility.HtmlEncode(label.Text)}</th>"
                    : $"<td>{ValueFormatter.Format(cell, "text/html", depth + 1)}</td>");
            html.Append("</tr>");
        }
        if (table.More is { } more)
            html.Append($"<tr><td colspan=\"{table.Columns.Count}\">{WebUtility.HtmlEncode(more)}</td></tr>");
        return html.Append("</tbody></table>").ToString();
    }
}
