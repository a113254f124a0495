using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace CSharpKernel.Display;

/// <summary>
/// Turns values into MIME bundles. For each MIME type the first that applies: what the notebook registered, the type's own
/// formatters (found by convention), the default view.
/// </summary>
public static class ValueFormatter
{
    /// <summary>The bundle of a value, as these MIME types or, without any, as those that its type prefers.</summary>
    public static JsonObject Bundle(object? value, params IReadOnlyList<string> mimeTypes)
    {
        var data = new JsonObject();
        if (AsFormatted(value) is { } formatted)
        {
            foreach (var part in formatted)
                data[part.MimeType] = ToJson(part.Value, part.MimeType);
            return data;
        }
        foreach (var mimeType in mimeTypes.Count > 0 ? mimeTypes : MimeTypesOf(value))
            data[mimeType] = ToJson(Format(value, mimeType), mimeType);
        return data;
    }

    /// <summary>The text of a value as one MIME type.</summary>
    /// <exception cref="FormatException">Nothing can show the value as this MIME type.</exception>
    public static string Format(object? value, string mimeType, int depth = 0)
    {
        if (value is not null)
        {
            using var writer = new StringWriter();
            var formatters = FormatterRegistry.For(value.GetType(), mimeType).Concat(ConventionFormatters.For(value.GetType(), mimeType));
            foreach (var format in formatters)
            {
                if (format(value, writer))
                    return writer.ToString();
                writer.GetStringBuilder().Clear();
            }
        }
        return mimeType switch
        {
            "text/html" => HtmlView.Of(value, depth),
            "text/plain" or "text/plain+summary" => PlainView.Of(value, depth),
            "application/json" => JsonSerializer.Serialize(value, FormatterRegistry.Json),
            _ when value is string text => text,
            _ when value is byte[] bytes && mimeType.StartsWith("image/", StringComparison.Ordinal) => Convert.ToBase64String(bytes),
            _ => throw new FormatException(
                $"{TypeNames.Of(value?.GetType())} has no formatter for {mimeType}. Register one with Formatter.Register<…>(…, \"{mimeType}\")."),
        };
    }

    /// <summary>Whether a MIME type's data are JSON rather than text.</summary>
    public static bool IsJson(string mimeType) =>
        mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);

    /// <summary>The MIME types as which a value is shown when none is asked for.</summary>
    public static IReadOnlyList<string> MimeTypesOf(object? value)
    {
        var type = value?.GetType() ?? typeof(object);
        if (FormatterRegistry.PreferredMimeTypes(type) is { Count: > 0 } chosen)
            return chosen;
        if (ConventionFormatters.PreferredMimeTypes(type) is { Count: > 0 } preferred)
            return preferred;
        IEnumerable<string> mimeTypes = value switch
        {
            IHtmlContent => ["text/html"],
            _ when FormatterRegistry.DefaultMimeType is { } one => [one],
            _ when HtmlView.AddsTo(value) => ["text/html", "text/plain"],
            _ => ["text/plain"],
        };
        return [.. mimeTypes.Union(FormatterRegistry.RegisteredMimeTypes(type))];
    }

    /// <summary>A MIME type's data as they stand in a bundle: JSON for JSON types, otherwise a string.</summary>
    public static JsonNode? ToJson(string text, string mimeType)
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

    private static IEnumerable<FormattedValue>? AsFormatted(object? value) => value switch
    {
        FormattedValue one => [one],
        IEnumerable<FormattedValue> many => many,
        _ => null,
    };
}
