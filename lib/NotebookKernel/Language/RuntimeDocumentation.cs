using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml;
using NotebookKernel.Session;

namespace NotebookKernel.Language;

/// <summary>
/// The documentation of .NET's own libraries, which the SDK's reference pack has. It is filed there by reference
/// assembly, while the compiler here knows the assemblies that run, so that the types of the pack are indexed once.
/// </summary>
internal sealed class RuntimeDocumentation
{
    private readonly Lazy<Dictionary<string, string>> files = new(IndexTypes);
    private readonly Dictionary<string, Dictionary<string, string>> read = [];

    /// <summary>The XML of a documented member by its documentation id, or null.</summary>
    public string? Find(string id)
    {
        // M:System.Math.Max(System.Int32,System.Int32) belongs to the longest known type that its name begins with.
        var name = id[2..].Split('(', '~')[0];
        for (var end = name.Length; end > 0; end = name.LastIndexOf('.', end - 1))
            if (files.Value.TryGetValue(name[..end], out var file))
                return Members(file).GetValueOrDefault(id);
        return null;
    }

    private Dictionary<string, string> Members(string file)
    {
        lock (read)
            return read.TryGetValue(file, out var members) ? members : read[file] = Read(file);
    }

    private static Dictionary<string, string> Read(string file)
    {
        var members = new Dictionary<string, string>();
        if (!File.Exists(file))
            return members;
        using var reader = XmlReader.Create(file);
        for (var more = reader.ReadToFollowing("member"); more; more = reader.NodeType == XmlNodeType.Element
            && reader.Name == "member" || reader.ReadToFollowing("member"))
        {
            var id = reader.GetAttribute("name");
            var xml = reader.ReadOuterXml();
            if (id is not null)
                members[id] = xml;
        }
        return members;
    }

    private static Dictionary<string, string> IndexTypes()
    {
        var index = new Dictionary<string, string>();
        if (HostAssemblies.ReferencePack is not { } pack)
            return index;
        foreach (var assembly in Directory.GetFiles(pack, "*.dll"))
        {
            using var image = new PEReader(File.OpenRead(assembly));
            var metadata = image.GetMetadataReader();
            foreach (var handle in metadata.TypeDefinitions)
                index[NameOf(metadata, metadata.GetTypeDefinition(handle))] = Path.ChangeExtension(assembly, ".xml");
        }
        return index;
    }

    private static string NameOf(MetadataReader metadata, TypeDefinition type)
    {
        var name = metadata.GetString(type.Name);
        if (!type.GetDeclaringType().IsNil)
            return $"{NameOf(metadata, metadata.GetTypeDefinition(type.GetDeclaringType()))}.{name}";
        var space = metadata.GetString(type.Namespace);
        return space.Length == 0 ? name : $"{space}.{name}";
    }
}
