using System.Text;

namespace CSharpKernel.Running;

/// <summary>Text as a terminal shows it in the end: a carriage return goes back to the line's start, what follows overwrites.</summary>
public sealed class TerminalText
{
    private readonly StringBuilder done = new();
    private readonly StringBuilder line = new();
    private readonly StringBuilder escape = new();
    private int column;

    /// <summary>The text as it stands.</summary>
    public override string ToString() => done.ToString() + line;

    /// <summary>The line that was written last, without its end; empty when there is none.</summary>
    public string LastLine
    {
        get
        {
            if (line.Length > 0 || done.Length == 0)
                return line.ToString();
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

    private void Append(char c)
    {
        if (escape.Length > 0)
        {
            Escape(c);
            return;
        }
        switch (c)
        {
            case '\n':
                done.Append(line).Append('\n');
                line.Clear();
                column = 0;
                break;
            case '\r':
                column = 0;
                break;
            case '\b':
                column = Math.Max(0, column - 1);
                break;
            case '\e':
                escape.Append(c);
                break;
            default:
                Put(c);
                break;
        }
    }

    private void Put(char c)
    {
        if (column < line.Length)
            line[column] = c;
        else
            line.Append(c);
        column++;
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
                line.Length = Math.Min(line.Length, column);
                break;
            case "\e[2K":
                line.Clear();
                line.Append(' ', column);
                break;
            default:
                foreach (var part in sequence)
                    Put(part);
                break;
        }
    }
}
