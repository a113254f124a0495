using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace NotebookKernel.Session;

/// <summary>
/// Finds the files that <c>#r</c> names, relative to the notebook's folder, and what they need from beside them.
/// </summary>
internal sealed class ReferenceResolver(string folder, SessionLoadContext context) : MetadataReferenceResolver
{
    private readonly ConcurrentDictionary<(string Path, DateTime Written), PortableExecutableReference> cache = new();

    /// <summary>
    /// The file that a reference names: a path relative to the folder, or the name of one of the runtime's assemblies;
    /// null when there is none.
    /// </summary>
    public string? Find(string reference, string? baseFolder = null)
    {
        var path = Path.GetFullPath(reference, baseFolder ?? folder);
        if (File.Exists(path))
            return path;
        return reference.Contains('/') ? null : HostAssemblies.PathOf(reference)
            ?? HostAssemblies.PathOf(Path.GetFileNameWithoutExtension(reference));
    }

    /// <summary>The reference to a file, which is made loadable with its neighbours.</summary>
    public PortableExecutableReference Open(string path)
    {
        context.Add(path);
        return Read(path);
    }

    /// <summary>
    /// The reference to a package's assembly, or to the kernel's own of the same name where that is as new: there must
    /// be one of each.
    /// </summary>
    public PortableExecutableReference OpenUnlessHosts(string path)
    {
        var name = AssemblyName.GetAssemblyName(path);
        return HostAssemblies.VersionOf(name.Name!) is { } hosts && hosts >= name.Version
            ? Read(HostAssemblies.PathOf(name.Name!)!)
            : Open(path);
    }

    /// <summary>The reference to a file of the runtime.</summary>
    public PortableExecutableReference Read(string path) =>
        cache.GetOrAdd((path, File.GetLastWriteTimeUtc(path)), key =>
        MetadataReference.CreateFromFile(key.Path, documentation: new XmlDocumentation(DocumentationOf(key.Path))));

    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath,
        MetadataReferenceProperties properties) =>
        Find(reference, baseFilePath is null ? null : Path.GetDirectoryName(baseFilePath)) is { } path
            ? [Open(path).WithProperties(properties)]
            : [];

    public override bool ResolveMissingAssemblies => true;

    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition,
        AssemblyIdentity referenceIdentity)
    {
        if (definition is not PortableExecutableReference { FilePath: { } asking })
            return null;
        var beside = Path.Combine(Path.GetDirectoryName(asking)!, referenceIdentity.Name + ".dll");
        if (File.Exists(beside))
            return Open(beside);
        return HostAssemblies.PathOf(referenceIdentity.Name) is { } path ? Read(path) : null;
    }

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => folder.GetHashCode(StringComparison.Ordinal);

    // The runtime's folder has no documentation; the SDK's reference pack does.
    private static string DocumentationOf(string path)
    {
        var beside = Path.ChangeExtension(path, ".xml");
        if (Path.GetDirectoryName(path) != HostAssemblies.RuntimeFolder || File.Exists(beside))
            return beside;
        return HostAssemblies.ReferencePack is { } pack ? Path.Combine(pack, Path.GetFileName(beside)) : beside;
    }
}
