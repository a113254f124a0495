namespace Course.Pages;

internal static class Escape
{
    /// <summary>Text as HTML, within elements and double-quoted attributes.</summary>
    public static string Html(string text) =>
        text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;");

    /// <summary>JSON as it may stand inside a script element: no text in it can end the element.</summary>
    public static string ScriptJson(string json) => json.Replace("<", "\\u003c");
}
