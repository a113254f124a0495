using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Course.Pages;

/// <summary>
/// Terminal text as HTML: the colours of its escape sequences as classes, the other sequences left out.
/// </summary>
internal static partial class AnsiHtml
{
    /// <summary>
    /// The text, escaped, with spans of the classes <c>ansi-bold</c> and <c>ansi-0</c> … <c>ansi-7</c>.
    /// </summary>
    public static string Convert(string text)
    {
        var html = new StringBuilder();
        var (bold, colour, at) = (false, (int?)null, 0);
        foreach (Match match in Sequence().Matches(text))
        {
            Write(text[at..match.Index]);
            at = match.Index + match.Length;
            if (match.Groups["codes"].Success)
                (bold, colour) = Apply(match.Groups["codes"].Value, bold, colour);
        }
        Write(text[at..]);
        return html.ToString();

        void Write(string piece)
        {
            if (piece.Length == 0)
                return;
            string[] classes = [.. bold ? ["ansi-bold"] : Array.Empty<string>(), .. colour is { } c
                ? [$"ansi-{c}"]
                : Array.Empty<string>()];
            html.Append(classes.Length == 0
                ? Escape.Html(piece)
                : $"<span class=\"{string.Join(' ', classes)}\">{Escape.Html(piece)}</span>");
        }
    }

    /// <summary>The text without its escape sequences.</summary>
    public static string Strip(string text) => Sequence().Replace(text, "");

    /// <summary>
    /// The state after one "select graphic rendition" sequence; bright colours count as their plain ones.
    /// </summary>
    private static (bool Bold, int? Colour) Apply(string codes, bool bold, int? colour)
    {
        foreach (var code in codes.Split(';'))
            switch (int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0)
            {
                case 0: (bold, colour) = (false, null); break;
                case 1: bold = true; break;
                case 22: bold = false; break;
                case 39: colour = null; break;
                case >= 30 and <= 37: colour = n - 30; break;
                case >= 90 and <= 97: colour = n - 90; break;
            }
        return (bold, colour);
    }

    // ESC [ parameters letter, and the operating system commands that end in BEL or ESC \.
    [GeneratedRegex(@"\x1b\[(?:(?<codes>[0-9;]*)m|[0-9;?]*[A-Za-ln-z])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")]
    private static partial Regex Sequence();
}
