using System.Text.Json;
using System.Text.Json.Serialization;

namespace CSharpKernel.Display;

/// <summary>Writes a value's form; false when it declines and the next formatter is to be tried.</summary>
public delegate bool ValueWriter(object value, TextWriter writer);

/// <summary>What a notebook registered: formatters and preferred MIME types by type. The most specific type wins, then the newest.</summary>
internal static class FormatterRegistry
{
    public static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = false,
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        IncludeFields = true,
    };

    private static readonly Lock Gate = new();
    private static readonly List<(Type Type, string MimeType, ValueWriter Write)> Writers = [];
    private static readonly Dictionary<Type, string[]> Preferred = [];

    public static string? DefaultMimeType { get; set; }

    public static int ListLimit { get; set; } = 20;

    public static int DepthLimit { get; set; } = 3;

    public static void Register(Type type, string mimeType, ValueWriter writer)
    {
        lock (Gate)
            Writers.Add((type, mimeType, writer));
    }

    public static void Prefer(Type type, string[] mimeTypes)
    {
        lock (Gate)
            Preferred[type] = mimeTypes;
    }

    public static void Reset()
    {
        lock (Gate)
        {
            Writers.Clear();
            Preferred.Clear();
            DefaultMimeType = null;
            ListLimit = 20;
            DepthLimit = 3;
        }
    }

    public static IReadOnlyList<ValueWriter> For(Type type, string mimeType)
    {
        lock (Gate)
            return [.. Writers
                .Select((entry, order) => (entry, order, distance: Distance(type, entry.Type)))
                .Where(x => x.distance is not null && x.entry.MimeType == mimeType)
                .OrderBy(x => x.distance).ThenByDescending(x => x.order)
                .Select(x => x.entry.Write)];
    }

    public static IReadOnlyList<string> RegisteredMimeTypes(Type type)
    {
        lock (Gate)
            return [.. Writers.Where(w => Distance(type, w.Type) is not null).Select(w => w.MimeType).Distinct()];
    }

    public static IReadOnlyList<string>? PreferredMimeTypes(Type type)
    {
        lock (Gate)
            return Preferred
                .Select(entry => (entry.Value, distance: Distance(type, entry.Key)))
                .Where(x => x.distance is not null)
                .OrderBy(x => x.distance)
                .Select(x => x.Value)
                .FirstOrDefault();
    }

    /// <summary>How far a type is from one that it is or derives from (interfaces after classes, object last); null when it is none.</summary>
    private static int? Distance(Type type, Type registered)
    {
        const int Interface = 1_000, Root = 10_000;
        if (registered == typeof(object))
            return Root;
        var distance = 0;
        for (var t = type; t is not null; t = t.BaseType, distance++)
            if (t == registered || Definition(t) == registered)
                return distance;
        return registered.IsInterface && type.GetInterfaces().Any(i => i == registered || Definition(i) == registered) ? Interface : null;
    }

    private static Type? Definition(Type type) => type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : null;
}
