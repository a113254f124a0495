using System.Text;
using System.Text.Json.Nodes;
using Autoencoders;
using Course.Chapters;
using Course.Pages;
using NotebookKernel.Notebooks;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Course.Exporting;

/// <summary>
/// A notebook as markdown: its text as it is, code and outputs in fences, pictures as files in a folder beside it.
/// Links lead where they led.
/// </summary>
/// <param name="source">The folder that the notebook's links are relative to.</param>
/// <param name="target">The file to be written.</param>
internal sealed class MarkdownExport(string source, string target)
{
    private static readonly string[] Pictures = ["image/png", "image/jpeg", "image/svg+xml"];
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePreciseSourceLocation()
        .UseMathematics().Build();

    private readonly List<(string Path, byte[] Bytes)> files = [];

    private string Folder => Path.GetFileNameWithoutExtension(target) + "_files";

    /// <summary>Writes the file and the pictures that it shows.</summary>
    public void Write(Notebook notebook)
    {
        var text = new StringBuilder();
        foreach (var cell in notebook.Cells)
        {
            if (cell.Type == "markdown")
                text.Append(Text(cell)).Append("\n\n");
            else if (cell.IsCode && cell.Source.Trim().Length > 0)
                text.Append(Fence("csharp", cell.Source))
                    .Append(string.Concat(cell.Outputs.OfType<JsonObject>().Select(Output)));
        }
        foreach (var (path, bytes) in files)
            WholeFile.Write(path, bytes);
        WholeFile.Write(target, text.ToString().TrimEnd() + "\n");
    }

    private string Output(JsonObject output) => output["output_type"]?.ToString() switch
    {
        "stream" => Fence("", MimeBundle.Text(output["text"])),
        "error" => Fence("", AnsiHtml.Strip($"{output["ename"]}: {output["evalue"]}")),
        _ when output["data"] is JsonObject data => Bundle(data),
        _ => "",
    };

    private string Bundle(JsonObject data)
    {
        var plain = MimeBundle.Text(data["text/plain"]);
        if (Pictures.FirstOrDefault(data.ContainsKey) is { } picture)
        {
            var content = MimeBundle.Text(data[picture]);
            var bytes = picture == "image/svg+xml"
                ? Encoding.UTF8.GetBytes(content)
                : Decoded(picture, content.ReplaceLineEndings(""));
            return $"![{plain.ReplaceLineEndings(" ").Replace("[", "\\[")
                .Replace("]", "\\]")}]({Add(picture, bytes)})\n\n";
        }
        foreach (var type in new[] { "text/markdown", "text/latex" })
            if (data.ContainsKey(type))
                return MimeBundle.Text(data[type]).Trim() + "\n\n";
        return plain.Length > 0 ? Fence("", plain) : $"*({string.Join(", ", data.Select(form => form.Key))})*\n\n";
    }

    // The places of a text's links, changed from the last to the first.
    private string Text(NotebookCell cell)
    {
        var text = new StringBuilder(Attachments.Text(cell).TrimEnd());
        foreach (var link in Markdown.Parse(text.ToString(), Pipeline).Descendants<LinkInline>()
            .Where(link => link.UrlSpan.Length > 0 && link.Url is not null)
            .OrderByDescending(link => link.UrlSpan.Start))
            text.Remove(link.UrlSpan.Start, link.UrlSpan.Length).Insert(link.UrlSpan.Start, Target(cell, link.Url!));
        return text.ToString();
    }

    private static byte[] Decoded(string what, string base64)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException e)
        {
            throw new NotebookException(
                $"{what} in a cell is no base64: the notebook is damaged. Run it again, or get it again.", e);
        }
    }

    private string Target(NotebookCell cell, string url)
    {
        if (Attachments.IsOne(url))
            return Attachments.Find(cell, url) is { } attached
                ? Add(attached.Type, Decoded(url, attached.Base64))
                : url;
        if (url.StartsWith('#') || url.StartsWith("//", StringComparison.Ordinal)
            || Uri.TryCreate(url, UriKind.Absolute, out _))
            return url;
        var parts = url.Split('#', 2);
        var file = Path.GetFullPath(Path.Combine(source, Uri.UnescapeDataString(parts[0])));
        var relative = Path.GetRelativePath(Path.GetDirectoryName(target)!, file).Split(Path.DirectorySeparatorChar);
        return string.Join('/', relative.Select(Uri.EscapeDataString)) + (parts.Length == 2 ? "#" + parts[1] : "");
    }

    private string Add(string mimeType, byte[] bytes)
    {
        var ending = mimeType switch
        {
            "image/jpeg" => "jpg",
            "image/svg+xml" => "svg",
            _ => mimeType[(mimeType.IndexOf('/') + 1)..]
        };
        var name = $"{files.Count + 1}.{ending}";
        files.Add((Path.Combine(Path.GetDirectoryName(target)!, Folder, name), bytes));
        return $"{Uri.EscapeDataString(Folder)}/{name}";
    }

    // Longer than any fence in the text.
    private static string Fence(string language, string text)
    {
        var fence = "```";
        while (text.Contains(fence, StringComparison.Ordinal))
            fence += "`";
        return text.Trim('\n', '\r').Length == 0
            ? ""
            : $"{fence}{language}\n{AnsiHtml.Strip(text).ReplaceLineEndings("\n").Trim('\n')}\n{fence}\n\n";
    }
}
