using System.Reflection;
using Microsoft.DotNet.Interactive;

namespace NotebookKernel.Session;

/// <summary>
/// The extensions in a package's folder <c>interactive-extensions/dotnet</c>: classes that are told of the kernel when
/// it uses the package.
/// </summary>
internal static class Extensions
{
    /// <exception cref="CellFailure">An assembly is made for another version of .NET Interactive or of the
    /// runtime.</exception>
    public static IEnumerable<IKernelExtension> Load(string folder, SessionLoadContext context)
    {
        foreach (var path in Directory.GetFiles(folder, "*.dll").Order(StringComparer.Ordinal))
        {
            var name = AssemblyName.GetAssemblyName(path);
            context.AddIfMissing(path);
            Type[] types;
            try
            {
                types = context.LoadFromAssemblyName(name).GetExportedTypes();
            }
            catch (Exception e)
                when (e is FileLoadException or FileNotFoundException or TypeLoadException
                    or ReflectionTypeLoadException)
            {
                throw new CellFailure("PackageError",
                    $"The notebook extension {Path.GetFileName(path)} cannot be loaded: {e.Message}");
            }
            foreach (var type in types.Where(type => !type.IsAbstract
                && typeof(IKernelExtension).IsAssignableFrom(type)))
                yield return (IKernelExtension)Activator.CreateInstance(type)!;
        }
    }
}
