using CSharpKernel.Display;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>A text in a MIME type, shown as it is; a cell that ends in a sequence of them puts out one bundle.</summary>
public sealed record FormattedValue(string MimeType, string Value)
{
    /// <summary>The forms of a value as these MIME types, or as those that its type prefers.</summary>
    public static IReadOnlyList<FormattedValue> CreateManyFromObject(object? value, params string[] mimeTypes) =>
    [
        .. (mimeTypes.Length > 0 ? mimeTypes : ValueFormatter.MimeTypesOf(value))
            .Select(m => new FormattedValue(m, ValueFormatter.Format(value, m))),
    ];
}

/// <summary>Where a formatter writes.</summary>
public sealed class FormatContext(TextWriter writer)
{
    /// <summary>Takes the value's form.</summary>
    public TextWriter Writer { get; } = writer;
}

/// <summary>Writes a value's form; false when it declines and the next formatter is to be tried.</summary>
public delegate bool FormatDelegate<in T>(T value, FormatContext context);

/// <summary>How values are shown: registration of formatters and of preferred MIME types.</summary>
public static class Formatter
{
    /// <summary>The one MIME type for values of types without a preference; null for the kernel's own choice.</summary>
    public static string? DefaultMimeType
    {
        get => FormatterRegistry.DefaultMimeType;
        set => FormatterRegistry.DefaultMimeType = value;
    }

    /// <summary>How many items of a sequence are shown.</summary>
    public static int ListExpansionLimit
    {
        get => FormatterRegistry.ListLimit;
        set => FormatterRegistry.ListLimit = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), "The limit cannot be negative.");
    }

    /// <summary>How deep nested values are shown member by member.</summary>
    public static int RecursionLimit
    {
        get => FormatterRegistry.DepthLimit;
        set => FormatterRegistry.DepthLimit = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), "The limit cannot be negative.");
    }

    /// <summary>Shows values of a type, and of those derived from it, by this text.</summary>
    public static void Register<T>(Func<T, string> formatter, string mimeType = "text/plain") =>
        FormatterRegistry.Register(typeof(T), mimeType, (value, writer) => { writer.Write(formatter((T)value)); return true; });

    /// <summary>Shows values of a type, and of those derived from it, by what this writes.</summary>
    public static void Register<T>(Action<T, TextWriter> formatter, string mimeType = "text/plain") =>
        FormatterRegistry.Register(typeof(T), mimeType, (value, writer) => { formatter((T)value, writer); return true; });

    /// <summary>Shows values of a type, and of those derived from it, by what this writes unless it declines.</summary>
    public static void Register<T>(FormatDelegate<T> formatter, string mimeType = "text/plain") =>
        FormatterRegistry.Register(typeof(T), mimeType, (value, writer) => formatter((T)value, new FormatContext(writer)));

    /// <summary>Shows values of a type, which may be an open generic one, by what this writes.</summary>
    public static void Register(Type type, Action<object, TextWriter> formatter, string mimeType = "text/plain") =>
        FormatterRegistry.Register(type, mimeType, (value, writer) => { formatter(value, writer); return true; });

    /// <summary>The MIME types as which values of a type are shown, all in one bundle.</summary>
    public static void SetPreferredMimeTypesFor(Type type, params string[] preferredMimeTypes) =>
        FormatterRegistry.Prefer(type, preferredMimeTypes);

    /// <summary>The MIME types set for a type, or none.</summary>
    public static IReadOnlyList<string> GetPreferredMimeTypesFor(Type type) =>
        FormatterRegistry.PreferredMimeTypes(type) ?? ConventionFormatters.PreferredMimeTypes(type);

    /// <summary>Forgets all registrations, preferences and limits.</summary>
    public static void ResetToDefault() => FormatterRegistry.Reset();

    /// <summary>The value's form as a MIME type.</summary>
    public static string ToDisplayString(this object? value, string mimeType = "text/plain") => ValueFormatter.Format(value, mimeType);
}
