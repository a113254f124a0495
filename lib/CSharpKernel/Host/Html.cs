using System.Text.Encodings.Web;

// The names that notebooks written for .NET Interactive use.
namespace Microsoft.AspNetCore.Html;

/// <summary>Markup that is shown as it is.</summary>
public interface IHtmlContent
{
    /// <summary>Writes the markup.</summary>
    void WriteTo(TextWriter writer, HtmlEncoder encoder);
}

/// <summary>Markup given as text.</summary>
public sealed class HtmlString(string? value) : IHtmlContent
{
    /// <summary>The markup.</summary>
    public string Value { get; } = value ?? "";

    /// <inheritdoc/>
    public void WriteTo(TextWriter writer, HtmlEncoder encoder) => writer.Write(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
