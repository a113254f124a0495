using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace NotebookKernel.Language;

/// <summary>Documentation comments as text to be read.</summary>
internal static partial class DocumentationText
{
    /// <summary>
    /// Summary, parameters, result and errors (and, if <paramref name="detailed"/>, remarks), in markdown or as plain
    /// text; empty if the XML is.
    /// </summary>
    public static string Read(string? xml, bool detailed, bool markdown)
    {
        if (string.IsNullOrWhiteSpace(xml) || Parse(xml) is not { } member)
            return "";
        var text = new StringBuilder();
        foreach (var summary in member.Elements("summary"))
            text.Append(Flow(summary, markdown)).Append("\n\n");
        List("Type parameters", member.Elements("typeparam"), e => (string?)e.Attribute("name"));
        List("Parameters", member.Elements("param"), e => (string?)e.Attribute("name"));
        foreach (var returns in member.Elements("returns"))
            text.Append(Title("Returns")).Append(' ').Append(Flow(returns, markdown)).Append("\n\n");
        List("Throws", member.Elements("exception"), e => NameOf((string?)e.Attribute("cref")));
        if (detailed)
            foreach (var remarks in member.Elements("remarks"))
                text.Append(Title("Remarks")).Append(' ').Append(Flow(remarks, markdown)).Append("\n\n");
        return text.ToString().TrimEnd();

        void List(string title, IEnumerable<XElement> elements, Func<XElement, string?> nameOf)
        {
            var items = elements.Select(e => (Name: nameOf(e), Text: Flow(e, markdown)))
                .Where(item => item.Text.Length > 0).ToList();
            if (items.Count == 0)
                return;
            text.Append(Title(title)).Append('\n').Append(markdown ? "\n" : "");
            foreach (var (name, about) in items)
                text.Append(markdown ? $"- `{name}`: {about}\n" : $"  {name}: {about}\n");
            text.Append('\n');
        }

        string Title(string title) => markdown ? $"**{title}:**" : title + ":";
    }

    /// <summary>
    /// What a comment says to take over: the empty text for "from the member that this one implements", null for
    /// nothing.
    /// </summary>
    public static bool InheritsAll(string? xml) =>
        !string.IsNullOrWhiteSpace(xml) && Parse(xml) is { } member && member.Element("inheritdoc") is not null
        && member.Element("summary") is null;

    private static XElement? Parse(string xml)
    {
        try
        {
            var root = XElement.Parse(xml, LoadOptions.PreserveWhitespace);
            return root.Name == "member" || root.Name == "doc" ? root : new XElement("member", root);
        }
        catch (XmlException)
        {
            // A comment that its author got wrong.
            return null;
        }
    }

    private static string Flow(XElement element, bool markdown)
    {
        var text = new StringBuilder();
        Append(element, text, markdown);
        return BlankLines().Replace(Spaces().Replace(text.ToString(), " "), "\n").Trim();
    }

    private static void Append(XElement element, StringBuilder text, bool markdown)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText plain)
                text.Append(LineBreaks().Replace(plain.Value, " "));
            else if (node is XElement inner)
                AppendElement(inner, text, markdown);
        }
    }

    private static void AppendElement(XElement element, StringBuilder text, bool markdown)
    {
        switch (element.Name.LocalName)
        {
            case "see" or "seealso" or "paramref" or "typeparamref" when element.IsEmpty || element.Value.Length == 0:
                text.Append(Code(NameOf((string?)element.Attribute("cref")) ?? (string?)element.Attribute("name")
                    ?? (string?)element.Attribute("langword") ?? (string?)element.Attribute("href") ?? ""));
                break;
            case "c":
                text.Append(Code(element.Value));
                break;
            case "code":
                text.Append(markdown ? $"\n```csharp\n{element.Value.Trim('\n')}\n```\n" : $"\n{element.Value}\n");
                break;
            case "para" or "br":
                text.Append('\n');
                Append(element, text, markdown);
                text.Append('\n');
                break;
            case "item":
                text.Append("\n- ");
                Append(element, text, markdown);
                break;
            default:
                Append(element, text, markdown);
                break;
        }

        string Code(string name) => markdown ? $"`{name}`" : name;
    }

    // T:System.Collections.Generic.List`1 is List, M:System.Math.Max(System.Int32,System.Int32) is Max.
    private static string? NameOf(string? reference)
    {
        if (reference is null)
            return null;
        var name = (reference.Length > 1 && reference[1] == ':' ? reference[2..] : reference).Split('(')[0];
        return Arity().Replace(name[(name.LastIndexOf('.') + 1)..], "");
    }

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex LineBreaks();

    [GeneratedRegex(@"[ \t]+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@" ?(\n ?){2,}")]
    private static partial Regex BlankLines();

    [GeneratedRegex(@"`+\d+")]
    private static partial Regex Arity();
}
