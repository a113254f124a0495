namespace Autoencoders;

/// <summary>
/// Says in which MIME types a notebook shows a type that is an <see cref="IMimeBundle"/>. By .NET Interactive's
/// convention a kernel finds the attribute by its simple name and its properties, so the library references no notebook
/// package. Subclasses inherit it.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class TypeFormatterSourceAttribute(params string[] preferredMimeTypes) : Attribute
{
    /// <summary>The type that makes the formatters: always <see cref="MimeBundleFormatterSource"/>.</summary>
    public Type FormatterSourceType => typeof(MimeBundleFormatterSource);

    /// <summary>The MIME types that are shown together, the richest first.</summary>
    public string[] PreferredMimeTypes => preferredMimeTypes;
}
