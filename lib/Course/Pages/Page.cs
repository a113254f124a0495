namespace Course.Pages;

/// <summary>The frame of every page: no request leaves the folder that it lies in.</summary>
internal static class Page
{
    public const string CourseTitle = "Autoencoders in C#";

    /// <summary>The page: its title is plain text; body and navigation (above and below the body; empty for none) are HTML; plotly.js comes only with figures.</summary>
    public static string Html(string title, string navigation, string body, bool drawsFigures) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Escape.Html(title)}</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="assets/katex/katex.min.css">
        <link rel="stylesheet" href="assets/course.css">
        <script defer src="assets/katex/katex.min.js"></script>
        <script defer src="assets/katex/auto-render.min.js"></script>
        {(drawsFigures ? "<script defer src=\"assets/plotly.min.js\"></script>\n" : "")}<script defer src="assets/course.js"></script>
        </head>
        <body>
        {Navigation(navigation)}<main>
        {body}
        </main>
        {Navigation(navigation)}</body>
        </html>

        """;

    private static string Navigation(string html) => html.Length == 0 ? "" : $"<nav class=\"chapters\">{html}</nav>\n";
}
