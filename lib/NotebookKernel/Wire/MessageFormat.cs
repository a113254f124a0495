using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKernel.Notebooks;

namespace NotebookKernel.Wire;

/// <summary>
/// Messages as frames: identities, a delimiter, the signature, then header, parent header, metadata and content as
/// JSON, then binary buffers (https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol).
/// </summary>
internal sealed class MessageFormat(Signer signer)
{
    public const string ProtocolVersion = "5.3";

    private const int RememberedSignatures = 1 << 16;
    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly byte[] Empty = "{}"u8.ToArray();
    private static readonly JsonSerializerOptions Written = new() { Encoder = JsonText.Encoder, MaxDepth = 256 };
    private static readonly JsonDocumentOptions Read = new() { MaxDepth = 128, AllowDuplicateProperties = false };

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string session = Guid.NewGuid().ToString("N");
    private readonly string user = Environment.UserName;
    private readonly HashSet<string> seen = [];
    private readonly Queue<string> order = [];
    private long count;

    /// <summary>The message that frames hold. Not to be called by several threads at once.</summary>
    /// <exception cref="InvalidDataException">It is malformed, not signed with the key, or a copy of an earlier
    /// one.</exception>
    public Message Decode(List<byte[]> frames)
    {
        var delimiter = frames.FindIndex(frame => frame.AsSpan().SequenceEqual(Delimiter));
        if (delimiter < 0)
            throw new InvalidDataException("it has no delimiter");
        if (frames.Count < delimiter + 6)
            throw new InvalidDataException(
                $"it has {frames.Count - delimiter - 1} frames after the delimiter, and needs five");
        var signature = frames[delimiter + 1];
        var parts = frames.GetRange(delimiter + 2, 4).ToArray();
        if (!signer.Verify(signature, parts))
            throw new InvalidDataException(signature.Length == 0 ? "it is not signed" : "its signature is wrong");
        var header = Parse(parts[0], "header");
        _ = Text(header, "msg_id");
        _ = Parse(parts[1], "parent header");
        _ = Parse(parts[2], "metadata");
        var message = new Message(frames.GetRange(0, delimiter), parts[0], Text(header, "msg_type"),
            Parse(parts[3], "content"), frames.Count - delimiter - 6);
        RefuseCopy(signature);
        return message;
    }

    /// <summary>
    /// A message as frames: to whom it goes (on iopub, the topic), its type, the header of the message that caused it
    /// (or null), its content. Any thread may call this.
    /// </summary>
    public IReadOnlyList<byte[]> Encode(IEnumerable<byte[]> identities, string type, byte[]? parent, JsonObject content)
    {
        var header = new JsonObject
        {
            ["msg_id"] = $"{session}_{Environment.ProcessId}_{Interlocked.Increment(ref count)}",
            ["msg_type"] = type,
            ["username"] = user,
            ["session"] = session,
            ["date"] = DateTime.UtcNow.ToString("O"),
            ["version"] = ProtocolVersion,
        };
        byte[][] parts = [Bytes(header), parent ?? Empty, Empty, Bytes(content)];
        return [.. identities, Delimiter, signer.Sign(parts), .. parts];
    }

    private static byte[] Bytes(JsonObject json) => JsonSerializer.SerializeToUtf8Bytes(json, Written);

    private static JsonObject Parse(byte[] frame, string what)
    {
        try
        {
            return JsonText.Parse(Utf8.GetString(frame), Read) as JsonObject
                ?? throw new InvalidDataException($"its {what} is not a JSON object");
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException)
        {
            throw new InvalidDataException($"its {what} is not JSON: {e.Message}", e);
        }
    }

    private static string Text(JsonObject header, string name) =>
        header[name] is JsonValue value && value.TryGetValue(out string? text)
            ? text
            : throw new InvalidDataException($"its header has no text \"{name}\"");

    // Who can listen to a connection could otherwise send what a client signed a second time.
    private void RefuseCopy(byte[] signature)
    {
        if (signature.Length == 0)
            return;
        var text = Convert.ToBase64String(signature);
        if (!seen.Add(text))
            throw new InvalidDataException("it is a copy of an earlier one");
        order.Enqueue(text);
        if (order.Count > RememberedSignatures)
            seen.Remove(order.Dequeue());
    }
}
