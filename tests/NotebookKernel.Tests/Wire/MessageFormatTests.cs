using System.Text;
using NotebookKernel.Wire;

namespace NotebookKernel.Tests.Wire;

public sealed class MessageFormatTests
{
    private static readonly Signer Key = new("key");
    private readonly MessageFormat format = new(Key);

    [Fact]
    public void What_was_encoded_is_decoded()
    {
        var parent = """{"msg_id":"p"}"""u8.ToArray();
        var frames = format.Encode([[1, 2]], "stream", parent, new() { ["text"] = "ä\ud83d\ude00\"" });
        Assert.Equal(parent, frames[4]);
        var message = format.Decode([.. frames]);
        Assert.Equal("stream", message.Type);
        Assert.Equal("ä\ud83d\ude00\"", message.Content["text"]!.ToString());
        Assert.Equal([1, 2], Assert.Single(message.Identities));
    }

    [Theory]
    [InlineData("no delimiter", "a", "b")]
    [InlineData("needs five", "<IDS|MSG>")]
    [InlineData("needs five", "id", "<IDS|MSG>", "signature", "{}", "{}", "{}")]
    [InlineData("not signed", "<IDS|MSG>", "", "{}", "{}", "{}", "{}")]
    [InlineData("signature is wrong", "<IDS|MSG>", "00", "{}", "{}", "{}", "{}")]
    public void A_message_that_is_no_message_is_refused(string why, params string[] frames)
    {
        var error =
            Assert.Throws<InvalidDataException>(() => format.Decode([.. frames.Select(Encoding.UTF8.GetBytes)]));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("header is not JSON", "{", "{}", "{}", "{}")]
    [InlineData("header is not a JSON object", "[]", "{}", "{}", "{}")]
    [InlineData("no text \"msg_id\"", "{}", "{}", "{}", "{}")]
    [InlineData("no text \"msg_type\"", """{"msg_id":"1","msg_type":7}""", "{}", "{}", "{}")]
    [InlineData("parent header is not JSON", Header, "nonsense", "{}", "{}")]
    [InlineData("metadata is not a JSON object", Header, "{}", "null", "{}")]
    [InlineData("content is not JSON", Header, "{}", "{}", """{"a":1,"a":2}""")]
    [InlineData("content is not JSON", Header, "{}", "{}", "{} {}")]
    public void A_signed_message_with_bad_JSON_is_refused(string why, params string[] parts)
    {
        var error = Assert.Throws<InvalidDataException>(() => format.Decode(Signed(parts)));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_that_is_nested_too_deep_is_refused() =>
        Assert.Throws<InvalidDataException>(
            () => format.Decode(Signed([Header, "{}", "{}", string.Concat(Enumerable.Repeat("{\"a\":", 5000))])));

    [Fact]
    public void A_copy_of_a_message_is_refused()
    {
        format.Decode(Signed([Header, "{}", "{}", "{}"]));
        var error = Assert.Throws<InvalidDataException>(() => format.Decode(Signed([Header, "{}", "{}", "{}"])));
        Assert.Contains("copy", error.Message, StringComparison.Ordinal);
    }

    private const string Header = """{"msg_id":"1","msg_type":"t"}""";

    private static List<byte[]> Signed(string[] parts)
    {
        byte[][] bytes = [.. parts.Select(Encoding.UTF8.GetBytes)];
        return ["<IDS|MSG>"u8.ToArray(), Key.Sign(bytes), .. bytes];
    }
}
