using Course.Chapters;

namespace Course.Pages;

/// <summary>
/// Where a notebook's links lead from its page: to other pages, to files of the clone; pictures are embedded.
/// </summary>
/// <param name="notebooks">The folder that the notebook's links are relative to.</param>
/// <param name="output">The folder of the pages.</param>
/// <param name="pages">The chapters that have a page.</param>
internal sealed class PageLinks(string notebooks, string output, IReadOnlySet<string> pages)
{
    /// <summary>
    /// The target on the page, and whether it is still shown as a picture: one on another server becomes a link, since
    /// pages ask for nothing.
    /// </summary>
    public (string Url, bool IsImage) Resolve(string url, bool isImage, Func<string, string?>? attachment)
    {
        if (Attachments.IsOne(url))
            return (attachment?.Invoke(url) ?? url, isImage);
        if (url.StartsWith('#') || url.StartsWith("data:", StringComparison.Ordinal))
            return (url, isImage);
        if (url.StartsWith("//", StringComparison.Ordinal) || Uri.TryCreate(url, UriKind.Absolute, out var absolute)
            && absolute.Scheme != Uri.UriSchemeFile)
            return (url, false);
        var parts = url.Split('#', 2);
        var fragment = parts.Length == 2 ? $"#{parts[1]}" : "";
        var target = Path.GetFullPath(Path.Combine(notebooks, Uri.UnescapeDataString(parts[0])));
        if (isImage && File.Exists(target) && MediaType(target) is { } type)
            return ($"data:{type};base64,{Convert.ToBase64String(File.ReadAllBytes(target))}", true);
        var name = Path.GetFileNameWithoutExtension(target);
        if (Path.GetExtension(target) == ".ipynb" && Path.GetDirectoryName(target) == Path.GetFullPath(notebooks)
            && pages.Contains(name))
            return (Uri.EscapeDataString(name) + ".html" + fragment, false);
        return (string.Join('/', Path.GetRelativePath(output, target).Split(Path.DirectorySeparatorChar)
            .Select(Uri.EscapeDataString)) + fragment, isImage);
    }

    private static string? MediaType(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".gif" => "image/gif",
        ".svg" => "image/svg+xml",
        ".webp" => "image/webp",
        _ => null,
    };
}
