using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace CSharpKernel.Display;

/// <summary>
/// Formatters that a library's type brings along by .NET Interactive's convention, without a reference to any notebook package:
/// an attribute whose simple name is <c>TypeFormatterSourceAttribute</c>, of any namespace, on the class, struct or record.
/// Its <c>FormatterSourceType</c> names a class whose <c>CreateTypeFormatters()</c> returns objects with <c>string MimeType</c>,
/// <c>bool Format(object, TextWriter)</c> and optionally <c>Type Type</c>; its optional <c>PreferredMimeTypes</c> are those shown.
/// </summary>
internal static class ConventionFormatters
{
    private const string AttributeName = "TypeFormatterSourceAttribute";
    private static readonly ConcurrentDictionary<Type, Source> Sources = new();
    private static readonly Source None = new([], []);

    private sealed record Source(IReadOnlyList<(string MimeType, ValueWriter Write)> Writers, IReadOnlyList<string> PreferredMimeTypes);

    public static IEnumerable<ValueWriter> For(Type type, string mimeType) =>
        Sources.GetOrAdd(type, Find).Writers.Where(w => w.MimeType == mimeType).Select(w => w.Write);

    public static IReadOnlyList<string> PreferredMimeTypes(Type type) => Sources.GetOrAdd(type, Find).PreferredMimeTypes;

    private static Source Find(Type type)
    {
        var attribute = type.GetCustomAttributes(inherit: true).FirstOrDefault(a => a.GetType().Name == AttributeName);
        if (attribute is null)
            return None;
        var sourceType = Property<Type>(attribute, "FormatterSourceType")
            ?? throw Broken(type, $"its {AttributeName} has no FormatterSourceType");
        var create = sourceType.GetMethod("CreateTypeFormatters", BindingFlags.Public | BindingFlags.Instance, [])
            ?? throw Broken(type, $"{TypeNames.Of(sourceType)} has no public method CreateTypeFormatters()");
        if (Invoke(create, Activator.CreateInstance(sourceType)!) is not IEnumerable formatters)
            throw Broken(type, $"{TypeNames.Of(sourceType)}.CreateTypeFormatters() returned no sequence");
        var writers = new List<(string, ValueWriter)>();
        foreach (var formatter in formatters)
            if ((Property<Type>(formatter, "Type") ?? type).IsAssignableFrom(type))
                writers.Add((MimeTypeOf(formatter, type), Writer(formatter, type)));
        return new Source(writers, Property<string[]>(attribute, "PreferredMimeTypes") ?? []);
    }

    private static string MimeTypeOf(object formatter, Type type) => Property<string>(formatter, "MimeType")
        ?? throw Broken(type, $"{TypeNames.Of(formatter.GetType())} has no public string property MimeType");

    private static ValueWriter Writer(object formatter, Type type)
    {
        var format = formatter.GetType().GetMethod("Format", BindingFlags.Public | BindingFlags.Instance, [typeof(object), typeof(TextWriter)]);
        if (format?.ReturnType != typeof(bool) || format.GetParameters()[0].ParameterType != typeof(object))
            throw Broken(type, $"{TypeNames.Of(formatter.GetType())} has no public method bool Format(object, TextWriter)");
        return format.CreateDelegate<ValueWriter>(formatter);
    }

    private static T? Property<T>(object target, string name) where T : class =>
        target.GetType().GetProperty(name, BindingFlags.Public | BindingFlags.Instance)?.GetValue(target) as T;

    private static object? Invoke(MethodInfo method, object target)
    {
        try
        {
            return method.Invoke(target, []);
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    private static FormatException Broken(Type type, string why) => new($"{TypeNames.Of(type)} cannot be shown: {why}.");
}
