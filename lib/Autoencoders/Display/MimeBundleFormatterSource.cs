namespace Autoencoders;

/// <summary>Makes the formatters of every <see cref="IMimeBundle"/>; a kernel calls it by reflection.</summary>
public sealed class MimeBundleFormatterSource
{
    /// <summary>One formatter for each MIME type in <see cref="MimeType"/>.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new MimeBundleFormatter(MimeType.Plotly),
        new MimeBundleFormatter(MimeType.KeyFigure),
        new MimeBundleFormatter(MimeType.Data),
        new MimeBundleFormatter(MimeType.Png),
        new MimeBundleFormatter(MimeType.Html),
        new MimeBundleFormatter(MimeType.Markdown),
        new MimeBundleFormatter(MimeType.Text),
    ];
}

/// <summary>Writes one MIME type of an <see cref="IMimeBundle"/>.</summary>
public sealed class MimeBundleFormatter(string mimeType)
{
    /// <summary>The MIME type that this formatter writes.</summary>
    public string MimeType => mimeType;

    /// <summary>Writes the object in this MIME type; false, with nothing written, if it has no such form.</summary>
    /// <remarks>The convention asks for exactly these parameter types.</remarks>
    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not IMimeBundle shown || !shown.ToMimeBundle().TryGetValue(mimeType, out var text))
            return false;
        writer.Write(text);
        return true;
    }
}
