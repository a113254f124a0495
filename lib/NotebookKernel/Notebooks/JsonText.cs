using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NotebookKernel.Notebooks;

/// <summary>
/// JSON whose strings may hold halves of characters (lone surrogates), which .NET's reader refuses and its writer
/// replaces: they are read and written as the escapes that JSON has for them.
/// </summary>
internal static partial class JsonText
{
    // Stands for the backslash of such an escape while .NET reads the text; no text that is not made for it holds this.
    private static readonly string Mark = $"\uF8FF{Guid.NewGuid():N}";

    /// <summary>Leaves letters as they are, for reading, and escapes lone surrogates.</summary>
    public static JavaScriptEncoder Encoder { get; } = new SurrogateEncoder();

    /// <summary>As <see cref="JsonNode.Parse(string, JsonNodeOptions?, JsonDocumentOptions)"/>.</summary>
    public static JsonNode? Parse(string text, JsonDocumentOptions options)
    {
        if (!text.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
            return JsonNode.Parse(text, documentOptions: options);
        var marked = Escape()
            .Replace(text, match => match.Groups["half"].Success ? Mark + match.Groups["half"].Value : match.Value);
        var parsed = JsonNode.Parse(marked, documentOptions: options);
        return ReferenceEquals(marked, text) ? parsed : Unmark(parsed);
    }

    private static JsonNode? Unmark(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                foreach (var (name, value) in json.ToList())
                {
                    json.Remove(name);
                    json.Add(Restore(name), Unmark(value));
                }
                return json;
            case JsonArray items:
                var all = items.ToList();
                items.Clear();
                foreach (var item in all)
                    items.Add(Unmark(item));
                return items;
            case JsonValue value when value.TryGetValue(out string? text)
                && text.Contains(Mark, StringComparison.Ordinal):
                return JsonValue.Create(Restore(text));
            default:
                return node;
        }
    }

    private static string Restore(string text)
    {
        var restored = new StringBuilder();
        for (int start = 0, at; start <= text.Length; start = at + Mark.Length + 4)
        {
            at = text.IndexOf(Mark, start, StringComparison.Ordinal);
            restored.Append(text.AsSpan(start..(at < 0 ? text.Length : at)));
            if (at < 0)
                break;
            restored.Append((char)Convert.ToInt32(text.Substring(at + Mark.Length, 4), 16));
        }
        return restored.ToString();
    }

    // Escaped backslashes and whole pairs are passed over; what is left is a half.
    [GeneratedRegex(
        @"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|"
        + @"\\u(?<half>[dD][89a-fA-F][0-9a-fA-F]{2})")]
    private static partial Regex Escape();

    private sealed unsafe class SurrogateEncoder : JavaScriptEncoder
    {
        private static readonly JavaScriptEncoder Relaxed = UnsafeRelaxedJsonEscaping;

        public override int MaxOutputCharactersPerInputCharacter => Relaxed.MaxOutputCharactersPerInputCharacter;

        public override int FindFirstCharacterToEncode(char* text, int textLength) =>
            Relaxed.FindFirstCharacterToEncode(text, textLength);

        public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength,
            out int numberOfCharactersWritten) =>
            Relaxed.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);

        public override bool WillEncode(int unicodeScalar) => Relaxed.WillEncode(unicodeScalar);

        public override OperationStatus Encode(ReadOnlySpan<char> source, Span<char> destination, out int charsConsumed,
            out int charsWritten, bool isFinalBlock = true)
        {
            (charsConsumed, charsWritten) = (0, 0);
            while (charsConsumed < source.Length)
            {
                var rest = source[charsConsumed..];
                var status = Rune.DecodeFromUtf16(rest, out _, out var consumed);
                if (status == OperationStatus.NeedMoreData && !isFinalBlock)
                    return status;
                OperationStatus written;
                int count;
                if (status == OperationStatus.Done)
                    written = Relaxed.Encode(rest[..consumed], destination[charsWritten..], out _, out count);
                else if (destination[charsWritten..].TryWrite($"\\u{(int)rest[0]:x4}", out count))
                    written = OperationStatus.Done;
                else
                    written = OperationStatus.DestinationTooSmall;
                if (written != OperationStatus.Done)
                    return written;
                charsWritten += count;
                charsConsumed += consumed;
            }
            return OperationStatus.Done;
        }
    }
}
