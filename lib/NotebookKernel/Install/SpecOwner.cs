using System.Text.Json.Nodes;

namespace NotebookKernel.Install;

/// <summary>Whose kernel a spec starts.</summary>
internal enum SpecOwner
{
    /// <summary>This kernel, of whatever installation.</summary>
    Ours,

    /// <summary>.NET Interactive's, which has the same name for C#.</summary>
    DotnetInteractive,

    /// <summary>Another one.</summary>
    Other,
}

/// <summary>Tells by its command line whose a spec is.</summary>
internal static class SpecOwners
{
    // The second is what the kernel's assembly was called in the course's first edition.
    private static readonly string[] Assemblies = ["NotebookKernel.dll", "CSharpKernel.dll"];

    public static SpecOwner Read(JsonObject spec)
    {
        var words = spec["argv"] is JsonArray argv ? argv.Select(word => word?.ToString() ?? "").ToList() : [];
        if (words.Any(word => Assemblies.Contains(Path.GetFileName(word))))
            return SpecOwner.Ours;
        return words.Any(word => word == "interactive" || word.Contains("dotnet-interactive", StringComparison.Ordinal))
            ? SpecOwner.DotnetInteractive
            : SpecOwner.Other;
    }
}
