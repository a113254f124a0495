using System.Text;
using System.Text.Json.Nodes;
using CSharpKernel.Notebooks;

namespace CSharpKernel.Exporting;

/// <summary>A notebook as a .dib, the text format of Polyglot Notebooks: cells without their outputs.</summary>
public static class DibExport
{
    /// <summary>The text of the .dib.</summary>
    public static string Write(Notebook notebook)
    {
        var kernel = new JsonObject { ["aliases"] = new JsonArray(), ["languageName"] = "csharp", ["name"] = "csharp" };
        var meta = new JsonObject { ["kernelInfo"] = new JsonObject { ["defaultKernelName"] = "csharp", ["items"] = new JsonArray(kernel) } };
        var text = new StringBuilder($"#!meta\n\n{meta.ToJsonString()}\n\n");
        foreach (var cell in notebook.Cells.Where(cell => cell.Type is "code" or "markdown"))
            text.Append($"#!{(cell.IsCode ? cell.KernelName ?? "csharp" : "markdown")}\n\n{cell.Source.ReplaceLineEndings("\n").Trim('\n')}\n\n");
        return text.ToString().TrimEnd('\n') + "\n";
    }
}
