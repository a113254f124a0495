namespace Course.Pages;

/// <summary>
/// The frame of every page. Where KaTeX lies beside it, no request leaves the folder that the page lies in.
/// </summary>
internal static class Page
{
    public const string CourseTitle = "Autoencoders in C#";

    /// <summary>
    /// The page: its title is plain text; body and navigation (above and below the body; empty for none) are HTML;
    /// plotly.js comes only with figures.
    /// </summary>
    public static string Html(string title, string navigation, string body, bool drawsFigures, bool hasKatex) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Escape.Html(title)}</title>
        <link rel="icon" href="data:,">
        {Formulas.Tags(hasKatex)}
        <link rel="stylesheet" href="assets/course.css">
        {(drawsFigures ? "<script defer src=\"assets/plotly.min.js\"></script>\n" : "")}<script defer src="assets/course.js"></script>
        </head>
        <body>
        {Navigation(navigation)}<main>
        {Formulas.Note(hasKatex)}{body}
        </main>
        {Navigation(navigation)}</body>
        </html>

        """;

    private static string Navigation(string html) => html.Length == 0 ? "" : $"<nav class=\"chapters\">{html}</nav>\n";
}
