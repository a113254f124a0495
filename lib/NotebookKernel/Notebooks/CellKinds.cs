namespace NotebookKernel.Notebooks;

/// <summary>What a cell, or what follows a line such as <c>#!markdown</c> in one, may be.</summary>
internal static class CellKinds
{
    /// <summary>The kinds of text, by all of their names.</summary>
    public static readonly IReadOnlyDictionary<string, string> Texts = new Dictionary<string, string>
    {
        ["markdown"] = "markdown",
        ["md"] = "markdown",
        ["html"] = "html",
        ["javascript"] = "javascript",
        ["js"] = "javascript",
        ["mermaid"] = "mermaid",
    };

    /// <summary>Names of C# itself.</summary>
    public static readonly IReadOnlySet<string> CSharp = new HashSet<string> { "csharp", "c#", "C#" };

    /// <summary>Whether a name selects a kind.</summary>
    public static bool IsKnown(string name) => CSharp.Contains(name) || Texts.ContainsKey(name);
}
