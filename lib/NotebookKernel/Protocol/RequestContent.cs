using System.Text.Json.Nodes;
using NotebookKernel.Wire;

namespace NotebookKernel.Protocol;

/// <summary>Reads the fields of requests; a field of the wrong type fails the request, not the kernel.</summary>
internal static class RequestContent
{
    public static string Text(this Message request, string name, string? missing = null) =>
        request.Read<string>(name, missing);

    public static bool Flag(this Message request, string name, bool missing) => request.Read<bool>(name, missing);

    public static int Number(this Message request, string name, int missing) => request.Read<int>(name, missing);

    public static JsonObject Object(this Message request, string name) => request.Content[name] switch
    {
        null => [],
        JsonObject value => value,
        _ => throw Wrong(request, name),
    };

    private static T Read<T>(this Message request, string name, object? missing) => request.Content[name] switch
    {
        JsonValue value when value.TryGetValue(out T? read) => read,
        null when missing is T => (T)missing,
        _ => throw Wrong(request, name),
    };

    private static InvalidDataException Wrong(Message request, string name) =>
        new($"The {request.Type} has no usable \"{name}\".");
}
