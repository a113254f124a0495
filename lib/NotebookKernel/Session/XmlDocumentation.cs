using System.Globalization;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace NotebookKernel.Session;

/// <summary>The documentation file beside an assembly, read when it is first asked for.</summary>
internal sealed class XmlDocumentation(string path) : DocumentationProvider
{
    private readonly Lazy<Dictionary<string, string>> members = new(() => Read(path));

    protected override string GetDocumentationForSymbol(string documentationMemberID, CultureInfo preferredCulture,
        CancellationToken cancellationToken = default) =>
        members.Value.GetValueOrDefault(documentationMemberID, "");

    public override bool Equals(object? obj) => obj is XmlDocumentation other && other.Path == Path;

    public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);

    private string Path { get; } = path;

    private static Dictionary<string, string> Read(string path)
    {
        var found = new Dictionary<string, string>();
        try
        {
            foreach (var member in XDocument.Load(path).Descendants("member"))
                if (member.Attribute("name")?.Value is { } name)
                    found[name] = member.ToString();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Xml.XmlException)
        {
            // Without documentation everything else still works.
        }
        return found;
    }
}
