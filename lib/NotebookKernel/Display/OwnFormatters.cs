using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookKernel.Display;

/// <summary>
/// Which types are shown by more than the kernel's default: what the notebook registered, or the type brings along.
/// </summary>
internal static class OwnFormatters
{
    /// <summary>Whether a value has any formatter of its own.</summary>
    public static bool Has(object value) =>
        value is IHtmlContent || MimeTypes(value.GetType()).Any() || value.GetType().GetCustomAttributes(inherit: true)
        .Any(a => a.GetType().Name == nameof(TypeFormatterSourceAttribute));

    /// <summary>
    /// The MIME types that the notebook registered formatters for, for this type or one that it is, other than
    /// <see cref="object"/>.
    /// </summary>
    public static IEnumerable<string> MimeTypes(Type type) => Formatter.RegisteredFormatters(includeDefaults: false)
        .Where(formatter => formatter.Type != typeof(object) && Is(type, formatter.Type))
        .Select(formatter => formatter.MimeType)
        .Distinct();

    private static bool Is(Type type, Type registered)
    {
        if (!registered.IsGenericTypeDefinition)
            return registered.IsAssignableFrom(type);
        for (var t = type; t is not null; t = t.BaseType)
            if (Made(t))
                return true;
        return type.GetInterfaces().Any(Made);

        bool Made(Type t) => t.IsConstructedGenericType && t.GetGenericTypeDefinition() == registered;
    }
}
