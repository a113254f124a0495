using System.Text.RegularExpressions;
using NotebookKernel.Notebooks;

namespace Course.Chapters;

/// <summary>The pictures attached to a markdown cell, which its text calls <c>attachment:NAME</c>.</summary>
internal static class Attachments
{
    private const string Scheme = "attachment:";

    /// <summary>
    /// The cell's text; names with spaces, which front ends write as they are, stand in the brackets that Markdown
    /// wants.
    /// </summary>
    public static string Text(NotebookCell cell)
    {
        var text = cell.Source.ReplaceLineEndings("\n");
        foreach (var name in (cell.Json["attachments"]?.AsObject() ?? []).Select(attached => attached.Key)
            .Where(name => name.Any(char.IsWhiteSpace)))
            text = Regex.Replace(text, $@"(?<=\]\(\s*)({Scheme}{Regex.Escape(name)})(?=\s*\)|\s+[""'])", "<$1>");
        return text;
    }

    /// <summary>Whether an address names an attachment.</summary>
    public static bool IsOne(string url) => url.StartsWith(Scheme, StringComparison.Ordinal);

    /// <summary>
    /// The attachment that an address names, as MIME type and base64; null when the cell has none of this name.
    /// </summary>
    public static (string Type, string Base64)? Find(NotebookCell cell, string url)
    {
        var name = url[Scheme.Length..];
        var attached = cell.Json["attachments"]?[name] ?? cell.Json["attachments"]?[Uri.UnescapeDataString(name)];
        return attached?.AsObject().FirstOrDefault() is { Value: { } data } form
            ? (form.Key, MimeBundle.Text(data).ReplaceLineEndings(""))
            : null;
    }
}
