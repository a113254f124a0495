using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive;

/// <summary><c>x.Display()</c> and its kin.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows the value, as these MIME types or, without any, as those that its type prefers.</summary>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) => DisplayedValue.Show(value, mimeTypes);

    /// <summary>Shows a text that is written in this MIME type, such as <c>text/markdown</c>.</summary>
    public static DisplayedValue DisplayAs(this string value, string mimeType) =>
        DisplayedValue.Show(new FormattedValue(mimeType, value), [mimeType]);

    /// <summary>Shows the items as a table.</summary>
    public static DisplayedValue DisplayTable<T>(this IEnumerable<T> items) => DisplayedValue.Show(items, []);
}
