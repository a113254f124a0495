using System.Text.Json.Nodes;
using NotebookKernel.Display;

namespace NotebookKernel.Protocol;

/// <summary>Parts that several replies share.</summary>
internal static class Replies
{
    public static JsonObject Ok => new() { ["status"] = "ok" };

    /// <summary>An error's fields, as the <c>error</c> message and a failed reply have them.</summary>
    public static JsonObject Error(ErrorOutput error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Value,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
    };

    /// <summary>The reply of a request that failed.</summary>
    public static JsonObject Failed(ErrorOutput error)
    {
        var reply = Error(error);
        reply["status"] = "error";
        return reply;
    }

    /// <summary>Texts by MIME type.</summary>
    public static JsonObject Data(IReadOnlyDictionary<string, string> texts) =>
        new(texts.Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value)));
}
