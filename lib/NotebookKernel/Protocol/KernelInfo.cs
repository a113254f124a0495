using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using NotebookKernel.Notebooks;
using NotebookKernel.Wire;

namespace NotebookKernel.Protocol;

/// <summary>What the kernel says of itself.</summary>
internal static class KernelInfo
{
    private static readonly string Version = typeof(KernelInfo).Assembly.GetName().Version!.ToString(3);

    /// <summary>The content of <c>kernel_info_reply</c>; <c>language_info</c> is what notebooks keep.</summary>
    public static JsonObject Reply() => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = MessageFormat.ProtocolVersion,
        ["implementation"] = KernelNames.DisplayName,
        ["implementation_version"] = Version,
        ["banner"] = $"C# on {RuntimeInformation.FrameworkDescription} (NotebookKernel {Version})",
        ["debugger"] = false,
        ["language_info"] = LanguageInfo(),
        ["help_links"] = new JsonArray(
            new JsonObject { ["text"] = "C# reference", ["url"] = "https://learn.microsoft.com/dotnet/csharp/" },
            new JsonObject { ["text"] = ".NET API browser", ["url"] = "https://learn.microsoft.com/dotnet/api/" }),
    };

    private static JsonObject LanguageInfo()
    {
        var info = KernelNames.LanguageInfo();
        // What the classic notebook colours the cells by.
        info["codemirror_mode"] = "text/x-csharp";
        return info;
    }
}
