using System.Text.Json.Nodes;
using Autoencoders;
using Course.Chapters;

namespace Course.Pages;

/// <summary>A cell's outputs as HTML. Of a bundle, the richest form that a page can draw is taken.</summary>
internal sealed class OutputHtml(MarkdownHtml markdown)
{
    /// <summary>Text longer than this is folded.</summary>
    private const int LongText = 40;

    /// <summary>
    /// Forms by richness. The course's own facts are drawn as the text beside them, in their own style.
    /// </summary>
    private static readonly string[] Forms =
    [
        MimeType.KeyFigure, MimeType.Data, MimeType.Plotly, "text/html", "image/svg+xml", "image/png", "image/jpeg",
        "text/markdown", "text/latex", "text/plain",
    ];

    public string Render(JsonArray outputs) => string.Concat(outputs.OfType<JsonObject>().Select(Render));

    private string Render(JsonObject output) => output["output_type"]?.ToString() switch
    {
        "stream" =>
            Text(MimeBundle.Text(output["text"]), output["name"]?.ToString() == "stderr" ? "stream stderr" : "stream"),
        "error" => Error(output),
        "display_data" or "execute_result" when output["data"] is JsonObject data => Bundle(data),
        _ => "",
    };

    private string Bundle(JsonObject data)
    {
        var plain = MimeBundle.Text(data["text/plain"]);
        return Forms.FirstOrDefault(data.ContainsKey) switch
        {
            null => $"<div class=\"output\"><em>{Escape.Html(string.Join(", ", data.Select(d => d.Key)))}</em>: no "
                + "form that a page can show</div>\n",
            MimeType.KeyFigure => $"<div class=\"output fact\">{Escape.Html(plain)}</div>\n",
            MimeType.Data => $"<div class=\"output fact data\">{Escape.Html(plain)}</div>\n",
            MimeType.Plotly => Figure(data[MimeType.Plotly]!, plain),
            "text/html" => $"<div class=\"output html\">{MimeBundle.Text(data["text/html"])}</div>\n",
            "image/svg+xml" => $"<div class=\"output image\">{MimeBundle.Text(data["image/svg+xml"])}</div>\n",
            "text/markdown" =>
                $"<div class=\"output markdown\">{markdown.Render(MimeBundle.Text(data["text/markdown"]))}</div>\n",
            "text/latex" =>
                $"<div class=\"output markdown\">{markdown.Render(MimeBundle.Text(data["text/latex"]))}</div>\n",
            "text/plain" => Text(plain, "plain"),
            var image => $"<div class=\"output image\">{Image(data, image)}</div>\n",
        };
    }

    /// <summary>A figure or a picture, small, as a part of a line: the page's script draws the figure.</summary>
    public static string Thumbnail(JsonObject data) => data[MimeType.Plotly] is { } figure
        ? $"<span class=\"thumbnail figure\"><script type=\"application/json\">{Escape.ScriptJson(
            MimeBundle.Json(figure))}</script><span class=\"fallback\">{Escape.Html(
                MimeBundle.Text(data["text/plain"]))}</span></span>"
        : $"<span class=\"thumbnail\">{Image(data, MimeType.Png)}</span>";

    private static string Image(JsonObject data, string type) =>
        $"<img alt=\"{Escape.Html(MimeBundle.Text(data["text/plain"]))}\" "
        + $"src=\"data:{type};base64,{MimeBundle.Text(data[type]).ReplaceLineEndings("")}\">";

    /// <summary>
    /// The figure's JSON for the page's script, which puts the drawing in the place of the plain text.
    /// </summary>
    private static string Figure(JsonNode figure, string plain) =>
        $"<div class=\"output figure\"><script type=\"application/json\">{Escape.ScriptJson(
            MimeBundle.Json(figure))}</script><pre class=\"fallback\">{Escape.Html(plain)}</pre></div>\n";

    private static string Error(JsonObject output)
    {
        var traceback = string.Join('\n', (output["traceback"] as JsonArray ?? []).Select(line => line?.ToString()));
        var summary = $"{output["ename"]}: {output["evalue"]}";
        return $"<div class=\"output error\"><strong>{Escape.Html(AnsiHtml.Strip(summary))}</strong>{(traceback.Length
            == 0 ? "" : $"\n<pre>{AnsiHtml.Convert(traceback)}</pre>")}</div>\n";
    }

    private static string Text(string text, string style)
    {
        text = text.TrimEnd('\n', '\r');
        if (text.Length == 0)
            return "";
        var pre = $"<pre class=\"output {style}\">{AnsiHtml.Convert(text)}</pre>";
        var lines = text.Split('\n');
        return lines.Length <= LongText ? pre + "\n"
            : $"<details class=\"long\"><summary>{lines.Length} lines: "
            + $"<code>{Escape.Html(AnsiHtml.Strip(lines[0]))}</code> …</summary>{pre}</details>\n";
    }
}
