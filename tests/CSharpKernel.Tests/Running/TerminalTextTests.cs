using CSharpKernel.Running;

namespace CSharpKernel.Tests.Running;

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
    public void Text_ends_as_a_terminal_would_show_it(string written, string shown, string lastLine)
    {
        var text = new TerminalText();
        foreach (var c in written)
            text.Append(c.ToString());
        Assert.Equal((shown, lastLine), (text.ToString(), text.LastLine));
    }
}
