using NotebookKernel.Display;

namespace NotebookKernel.Protocol;

/// <summary>
/// What <c>Console.In</c> reads in a cell: lines that the user is asked for. Where nobody can be asked, the input is at
/// its end.
/// </summary>
internal sealed class ConsoleInput : TextReader
{
    private string line = "";
    private int position;

    public override int Peek()
    {
        if (position == line.Length)
        {
            if (CellScope.Current?.Ask is not { } ask)
                return -1;
            (line, position) = (ask("", false) + "\n", 0);
        }
        return line[position];
    }

    public override int Read()
    {
        var character = Peek();
        if (character >= 0)
            position++;
        return character;
    }

    public override string? ReadLine()
    {
        if (Peek() < 0)
            return null;
        var rest = line[position..^1];
        position = line.Length;
        return rest;
    }
}
