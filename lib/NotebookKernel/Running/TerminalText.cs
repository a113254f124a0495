using System.Globalization;
using System.Text;

namespace NotebookKernel.Running;

/// <summary>
/// Text as a terminal shows it in the end: a carriage return goes back to the line's start, what follows overwrites. A
/// column holds a character with what combines with it; a wide one takes two. Halves of characters are kept as they
/// come.
/// </summary>
public sealed class TerminalText
{
    private readonly StringBuilder done = new();
    private readonly List<Column> line = [];
    private readonly StringBuilder escape = new();
    private int column;

    // Colours at the cursor: they belong before what is written next, or after the line's end.
    private string pending = "";
    private string tail = "";
    private char half;

    /// <summary>The text as it stands.</summary>
    public override string ToString() => done + Line();

    /// <summary>The line that was written last, without its end; empty when there is none.</summary>
    public string LastLine
    {
        get
        {
            if (line.Count > 0 || done.Length == 0)
                return Line();
            var start = done.Length - 1;
            while (start > 0 && done[start - 1] != '\n')
                start--;
            return done.ToString(start, done.Length - 1 - start);
        }
    }

    /// <summary>Writes text at the cursor.</summary>
    public void Append(string text)
    {
        foreach (var c in text)
            Append(c);
    }

    private string Line()
    {
        var text = new StringBuilder();
        for (var i = 0; i < line.Count; i++)
            text.Append(i == column && pending.Length > 0 ? pending : line[i].Before).Append(line[i].Text);
        text.Append(column == line.Count && pending.Length > 0 ? pending : tail);
        return half == 0 ? text.ToString() : text.Append(half).ToString();
    }

    private void Append(char c)
    {
        if (half != 0)
        {
            var first = half;
            half = '\0';
            if (char.IsLowSurrogate(c))
            {
                Put($"{first}{c}");
                return;
            }
            Put(first.ToString());
        }
        if (escape.Length > 0)
        {
            Escape(c);
            return;
        }
        switch (c)
        {
            case '\n':
                done.Append(Line()).Append('\n');
                line.Clear();
                (column, pending, tail) = (0, "", "");
                break;
            case '\r':
                MoveTo(0);
                break;
            case '\b':
                MoveTo(Math.Max(0, column - 1));
                break;
            case '\e':
                escape.Append(c);
                break;
            case var first when char.IsHighSurrogate(first):
                half = first;
                break;
            default:
                Put(c.ToString());
                break;
        }
    }

    private void MoveTo(int to)
    {
        if (pending.Length > 0)
        {
            if (column < line.Count)
                line[column] = line[column] with { Before = pending };
            else
                tail = pending;
            pending = "";
        }
        column = to;
    }

    private void Put(string character)
    {
        var width = Width(character);
        // Of a wide character, the first of its columns holds it.
        var at = column > 1 && line[column - 1].Text.Length == 0 ? column - 2 : column - 1;
        if (at >= 0 && (width == 0 || line[at].Text.EndsWith('\u200d')))
        {
            line[at] = line[at] with { Text = line[at].Text + character };
            return;
        }
        var before = pending.Length > 0 || column < line.Count ? pending : tail;
        if (column == line.Count)
            tail = "";
        pending = "";
        Set(column, new Column(before, character));
        column++;
        if (width == 2)
            Set(column++, new Column("", ""));
    }

    // What is left of a wide character, one of whose columns is overwritten, is a space.
    private void Set(int at, Column written)
    {
        if (at == line.Count)
        {
            line.Add(written);
            return;
        }
        if (line[at].Text.Length == 0 && at > 0 && written.Text.Length > 0)
            line[at - 1] = line[at - 1] with { Text = " " };
        var wasWide = at + 1 < line.Count && line[at + 1].Text.Length == 0 && line[at].Text.Length > 0;
        line[at] = written;
        if (wasWide)
            line[at + 1] = line[at + 1] with { Text = " " };
    }

    // Only "erase in line" changes the text; colours and the rest stay in it for the front end.
    private void Escape(char c)
    {
        escape.Append(c);
        if (escape.Length == 2 ? c == '[' : !char.IsAsciiLetter(c))
            return;
        var sequence = escape.ToString();
        escape.Clear();
        switch (sequence)
        {
            case "\e[K" or "\e[0K":
                line.RemoveRange(Math.Min(line.Count, column), line.Count - Math.Min(line.Count, column));
                break;
            case "\e[2K":
                line.Clear();
                line.AddRange(Enumerable.Repeat(new Column("", " "), column));
                break;
            default:
                pending += sequence;
                break;
        }
    }

    private static int Width(string character)
    {
        if (char.IsSurrogate(character[0]) && character.Length == 1)
            return 1;
        var code = char.ConvertToUtf32(character, 0);
        if (CharUnicodeInfo.GetUnicodeCategory(code) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format or UnicodeCategory.SpacingCombiningMark
            || code is >= 0x1F3FB and <= 0x1F3FF)
            return 0;
        // Unicode's East Asian Width W and F, in its large blocks.
        return code is >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0x303E or >= 0x3041 and <= 0xA4CF
            or >= 0xAC00 and <= 0xD7A3
            or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6
            or >= 0x1F300 and <= 0x1F64F or >= 0x1F680 and <= 0x1F6FF or >= 0x1F900 and <= 0x1FAFF or >= 0x20000
            and <= 0x3FFFD ? 2 : 1;
    }

    private readonly record struct Column(string Before, string Text);
}
