using System.Text.Json.Nodes;

namespace NotebookKernel.Notebooks;

/// <summary>
/// How the kernel calls itself in notebooks and kernel specs: as .NET Interactive did, so that its notebooks run here.
/// </summary>
public static class KernelNames
{
    /// <summary>The kernel spec's folder and the name in a notebook's metadata.</summary>
    public const string Spec = ".net-csharp";

    /// <summary>The name that front ends show.</summary>
    public const string DisplayName = ".NET (C#)";

    /// <summary>The language as kernel specs call it.</summary>
    public const string Language = "C#";

    /// <summary>The <c>language_info</c> of notebooks and of the kernel's reply.</summary>
    public static JsonObject LanguageInfo() => new()
    {
        ["file_extension"] = ".cs",
        ["mimetype"] = "text/x-csharp",
        ["name"] = Language,
        ["pygments_lexer"] = "csharp",
        ["version"] = "14.0",
    };
}
