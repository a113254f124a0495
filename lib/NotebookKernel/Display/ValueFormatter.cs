using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookKernel.Display;

/// <summary>Turns values into MIME bundles, by the formatters of Microsoft.DotNet.Interactive.Formatting.</summary>
internal static class ValueFormatter
{
    /// <summary>The bundle of a value, as these MIME types or, without any, as those that its type prefers.</summary>
    public static JsonObject Bundle(object? value, params string[] mimeTypes) =>
        AsFormatted(value) is { } formatted
        ? Bundle(formatted)
        : Bundle(value, FormattedValue.CreateManyFromObject(value, mimeTypes));

    /// <summary>
    /// The bundle of a value that was formatted: as that was, and, where it came out in the one form of the package's
    /// default, with the plain text too and what else the notebook registered for its type.
    /// </summary>
    public static JsonObject Bundle(object? value, IReadOnlyCollection<FormattedValue> formatted)
    {
        var data = Bundle(AsFormatted(value) ?? formatted);
        var type = value?.GetType() ?? typeof(object);
        if (value is IHtmlContent || AsFormatted(value) is not null
            || !formatted.Select(f => f.MimeType).SequenceEqual([Formatter.GetPreferredMimeTypesFor(type).First()]))
            return data;
        if (value is null)
            return data["text/html"]?.ToString() == DefaultViews.NullHtml
                ? new JsonObject { ["text/plain"] = Formatter.NullString }
                : data;
        var registered = OwnFormatters.MimeTypes(type).ToList();
        if (data["text/html"]?.ToString() is { } html && DefaultViews.Find(value, html) is { } view)
        {
            // In a line of text, HTML would say no more.
            if (!view.IsTable)
                data.Remove("text/html");
            if (!registered.Contains("text/plain"))
                data["text/plain"] = view.Plain;
        }
        else if (data.ContainsKey("text/html"))
        {
            registered.Insert(0, "text/plain");
        }
        foreach (var mimeType in registered.Where(m => !data.ContainsKey(m)))
            data[mimeType] = ToJson(value.ToDisplayString(mimeType), mimeType);
        return data;
    }

    /// <summary>Whether a MIME type's data are JSON rather than text.</summary>
    public static bool IsJson(string mimeType) =>
        mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);

    private static IEnumerable<FormattedValue>? AsFormatted(object? value) => value switch
    {
        FormattedValue one => [one],
        IEnumerable<FormattedValue> many => many,
        _ => null,
    };

    private static JsonObject Bundle(IEnumerable<FormattedValue> formatted)
    {
        var data = new JsonObject();
        foreach (var part in formatted)
            data[part.MimeType] = ToJson(part.Value, part.MimeType);
        return data;
    }

    // JSON for JSON types, otherwise a string.
    private static JsonNode? ToJson(string text, string mimeType)
    {
        if (!IsJson(mimeType))
            return text;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException e)
        {
            throw new FormatException($"What is to be shown as {mimeType} is not valid JSON: {e.Message}", e);
        }
    }
}
