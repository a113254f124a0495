using System.Dynamic;
using System.Net;
using System.Text.Encodings.Web;
using CSharpKernel.Display;
using Microsoft.AspNetCore.Html;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>
/// HTML written as C#: <c>div[@class: "note"](b("bold"), " and ", i("italic"))</c>. Texts are escaped, markup stands as it is,
/// sequences are written item by item, and other values by their formatters.
/// </summary>
public sealed class PocketView : DynamicObject, IHtmlContent
{
    private static readonly HashSet<string> Childless =
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

    private readonly string? tag;
    private readonly Dictionary<string, object?> attributes = [];
    private object?[] content = [];

    /// <summary>The element of this name; without one, what makes elements by theirs: <c>_.div("text")</c>.</summary>
    public PocketView(string? tagName = null) => tag = tagName;

    /// <inheritdoc/>
    public override bool TryGetMember(GetMemberBinder binder, out object? result)
    {
        result = new PocketView(binder.Name);
        return true;
    }

    /// <inheritdoc/>
    public override bool TryInvokeMember(InvokeMemberBinder binder, object?[]? args, out object? result)
    {
        result = new PocketView(binder.Name) { content = args ?? [] };
        return true;
    }

    /// <inheritdoc/>
    public override bool TryInvoke(InvokeBinder binder, object?[]? args, out object? result)
    {
        content = args ?? [];
        result = this;
        return true;
    }

    /// <inheritdoc/>
    public override bool TryGetIndex(GetIndexBinder binder, object?[] indexes, out object? result)
    {
        // Arguments with names come last.
        var names = binder.CallInfo.ArgumentNames;
        for (var i = 0; i < indexes.Length; i++)
        {
            var named = i - (indexes.Length - names.Count);
            if (named >= 0)
                attributes[names[named].Replace('_', '-')] = indexes[i];
            else if (indexes[i] is IEnumerable<KeyValuePair<string, object>> many)
                foreach (var (name, value) in many)
                    attributes[name] = value;
            else
                throw new ArgumentException($"An attribute of <{tag}> has no name. Write: {tag}[name: value]");
        }
        result = this;
        return true;
    }

    /// <inheritdoc/>
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        if (tag is not null)
        {
            writer.Write($"<{tag}");
            foreach (var (name, value) in attributes)
                if (value is not (null or false))
                    writer.Write(value is true ? $" {name}" : $" {name}=\"{WebUtility.HtmlEncode(PlainView.Of(value, 0))}\"");
            writer.Write('>');
        }
        foreach (var part in content)
            Write(part, writer, encoder);
        if (tag is not null && !(content.Length == 0 && Childless.Contains(tag)))
            writer.Write($"</{tag}>");
    }

    /// <summary>The markup.</summary>
    public override string ToString()
    {
        using var writer = new StringWriter();
        WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }

    private static void Write(object? part, TextWriter writer, HtmlEncoder encoder)
    {
        switch (part)
        {
            case string text:
                writer.Write(WebUtility.HtmlEncode(text));
                break;
            case IHtmlContent html:
                html.WriteTo(writer, encoder);
                break;
            case IEnumerable<object> many when many.All(item => item is IHtmlContent or string):
                foreach (var item in many)
                    Write(item, writer, encoder);
                break;
            default:
                writer.Write(ValueFormatter.Format(part, "text/html", depth: 1));
                break;
        }
    }
}
