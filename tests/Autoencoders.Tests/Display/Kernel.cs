using System.Reflection;

namespace Autoencoders.Tests.Display;

/// <summary>
/// Shows an object as a notebook kernel does: it knows only names, finds the attribute and calls the formatters by
/// reflection. Written from .NET Interactive's convention, not from the library.
/// </summary>
internal static class Kernel
{
    /// <summary>The MIME bundle that a kernel would send for the object, in the preferred order.</summary>
    public static List<(string MimeType, string Text)> Show(object instance)
    {
        var attribute = instance.GetType().GetCustomAttributes(inherit: true)
            .Single(a => a.GetType().Name == "TypeFormatterSourceAttribute");
        var sourceType = (Type)Get(attribute, "FormatterSourceType");
        var preferred = (string[])Get(attribute, "PreferredMimeTypes");
        var source = Activator.CreateInstance(sourceType)!;
        var create = sourceType.GetMethod("CreateTypeFormatters", BindingFlags.Public | BindingFlags.Instance, [])!;
        var formatters = ((System.Collections.IEnumerable)create.Invoke(source, null)!).Cast<object>().ToList();
        return [
            .. preferred.Select(mime =>
                (mime, Format(formatters.Single(f => (string)Get(f, "MimeType") == mime), instance)))];
    }

    /// <summary>The text of one MIME type.</summary>
    public static string Show(object instance, string mimeType) =>
        Show(instance).Single(part => part.MimeType == mimeType).Text;

    private static string Format(object formatter, object instance)
    {
        var format = formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)])!;
        Assert.Equal([typeof(object), typeof(TextWriter)], format.GetParameters().Select(p => p.ParameterType));
        var writer = new StringWriter();
        Assert.True((bool)format.Invoke(formatter, [instance, writer])!);
        return writer.ToString();
    }

    private static object Get(object instance, string property) =>
        instance.GetType().GetProperty(property)!.GetValue(instance)!;
}
