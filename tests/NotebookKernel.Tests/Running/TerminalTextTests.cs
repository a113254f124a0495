using NotebookKernel.Running;

namespace NotebookKernel.Tests.Running;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("a\nb\n", "a\nb\n", "b")]
    [InlineData("10%\r20%\r100%\ndone", "100%\ndone", "done")]
    [InlineData("long line\rshort", "shortline", "shortline")]
    [InlineData("long line\r\e[Kshort", "short", "short")]
    [InlineData("long line\e[2K\rshort", "short    ", "short    ")]
    [InlineData("windows\r\nline", "windows\nline", "line")]
    [InlineData("ab\bc", "ac", "ac")]
    [InlineData("\e[31mred\e[0m", "\e[31mred\e[0m", "\e[31mred\e[0m")]
    [InlineData("\e[31m#..\e[0m\r\e[31m##.\e[0m", "\e[31m##.\e[0m", "\e[31m##.\e[0m")]
    [InlineData("\ud83d\ude00\rA", "A ", "A ")]
    [InlineData("AB\r\ud83d\ude00", "\ud83d\ude00", "\ud83d\ude00")]
    [InlineData("\u4e2d\u6587\rA", "A \u6587", "A \u6587")]
    [InlineData("A\ud83d\ude00\b\b\ud83d\ude00", "A\ud83d\ude00", "A\ud83d\ude00")]
    [InlineData("e\u0301x\rA", "Ax", "Ax")]
    [InlineData("ab\re\u0301", "e\u0301b", "e\u0301b")]
    [InlineData("\ud83d\udc69\u200d\ud83d\udcbb!\rA", "A !", "A !")]
    public void Text_ends_as_a_terminal_would_show_it(string written, string shown, string lastLine)
    {
        var text = new TerminalText();
        foreach (var c in written)
            text.Append(c.ToString());
        Assert.Equal((shown, lastLine), (text.ToString(), text.LastLine));
    }

    [Fact]
    public void Halves_of_characters_are_kept_as_they_come()
    {
        // In an attribute's arguments they would be lost: metadata are UTF-8.
        foreach (var written in new[] { "a\ud83d", "\ud83dx\ude00", "\ude00\ud83d" })
            Text_ends_as_a_terminal_would_show_it(written, written, written);
    }
}
