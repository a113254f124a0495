using System.Diagnostics;
using System.Net;
using NotebookKernel.Display;
using NotebookKernel.Notebooks;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookKernel.Session;

/// <summary>The magic commands, by name, with what <c>#!lsmagic</c> says of them.</summary>
internal static class Magics
{
    /// <summary>Every magic that a cell may use.</summary>
    public static readonly IReadOnlyDictionary<string, string> Known =
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["about"] = "the kernel's version and runtime",
            ["csharp"] = "what follows is C# (also c#)",
            ["html"] = "what follows is HTML to be shown",
            ["import"] = "runs a notebook or script: .ipynb, .dib, .csx, .cs",
            ["javascript"] = "what follows is a script to be run in the page (also js)",
            ["lsmagic"] = "lists the magic commands",
            ["markdown"] = "what follows is markdown to be shown (also md)",
            ["mermaid"] = "what follows is a mermaid diagram (drawn where the page has the network)",
            ["time"] = "says how long the cell took",
            ["who"] = "lists the variables",
            ["whos"] = "lists the variables with types and values",
        };

    private static readonly HashSet<string> Unsupported =
        ["connect", "fsharp", "f#", "http", "kql", "powershell", "pwsh", "set", "share", "sql", "value"];

    /// <summary>The failure of a magic that this kernel does not have.</summary>
    public static CellFailure Unknown(MagicPart magic) => new(
        "MagicError",
        Unsupported.Contains(magic.Name)
            ? $"#!{magic.Name} is not supported: this kernel runs C# only."
            : $"#!{magic.Name} is no magic command. Known are: {string.Join(" ",
                Known.Keys.Select(name => "#!" + name))}.",
        magic.Line);

    /// <summary>Shows a text of a kind that is not code.</summary>
    public static void Show(TextPart part) => _ = part.Kind switch
    {
        "markdown" => part.Text.DisplayAs("text/markdown"),
        "html" => part.Text.DisplayAs("text/html"),
        "javascript" => $"<script type=\"text/javascript\">{part.Text}</script>".DisplayAs("text/html"),
        _ => Mermaid(part.Text).DisplayAs("text/html"),
    };

    public static void About() => new
    {
        Kernel = KernelNames.DisplayName,
        Version = typeof(Magics).Assembly.GetName().Version!.ToString(3),
        Runtime = System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
        Compiler = FileVersionInfo.GetVersionInfo(
            typeof(Microsoft.CodeAnalysis.SyntaxNode).Assembly.Location).ProductVersion,
        Process = Environment.ProcessId,
    }.Display();

    public static void List() =>
        string.Join('\n', Known.Select(m => $"#!{m.Key,-12}{m.Value}")).DisplayAs("text/plain");

    public static void Who(IEnumerable<(string Name, Type Type, object? Value)> variables, bool whole)
    {
        var sorted = variables.OrderBy(v => v.Name, StringComparer.Ordinal).ToList();
        if (whole)
            sorted.Select(v => new { Variable = v.Name, Type = TypeNames.Write(v.Type), Value = OneLine(v.Value) })
                .ToList().Display();
        else
            string.Join(", ", sorted.Select(v => v.Name)).DisplayAs("text/plain");
    }

    private static string OneLine(object? value)
    {
        var text = value.ToDisplayString("text/plain").ReplaceLineEndings(" ");
        return text.Length <= 100 ? text : Texts.Cut(text, 100) + "…";
    }

    private static string Mermaid(string text) =>
        $"<pre class=\"mermaid\">{WebUtility.HtmlEncode(text)}</pre><script type=\"module\">"
        + "import mermaid from 'https://cdn.jsdelivr.net/npm/mermaid@11/dist/mermaid.esm.min.mjs'; "
        + "mermaid.run();</script>";
}
