using System.Reflection;
using Autoencoders;

namespace Course.Setup;

/// <summary>
/// plotly.js for figures, as Plotly.NET's package carries it: the build fetches the package, and nothing here refers to
/// it.
/// </summary>
internal static class PlotlyAsset
{
    /// <summary>The name of the file beside the pages, below <c>assets</c>.</summary>
    public const string File = "plotly.min.js";

    /// <summary>Writes the library to a file.</summary>
    /// <exception cref="CourseException">The package is not where the build found it, or has no such
    /// resource.</exception>
    public static void Write(string target)
    {
        var package = Built.Value("PlotlyPackage");
        if (!System.IO.File.Exists(package))
            throw new CourseException($"{package}, which carries plotly.js, is gone since the build. Remove lib/bin, "
                + "then run ./course setup.");
        var assembly = Assembly.LoadFrom(package);
        var name = assembly.GetManifestResourceNames()
            .FirstOrDefault(name => name.EndsWith(".min.js", StringComparison.Ordinal))
            ?? throw new CourseException($"{package} carries no plotly.js.");
        using var library = assembly.GetManifestResourceStream(name)!;
        WholeFile.Write(target, draft =>
        {
            using var file = System.IO.File.Create(draft);
            library.CopyTo(file);
        });
    }
}
