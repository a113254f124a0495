using System.Text;
using NotebookKernel.Display;

namespace NotebookKernel.Running;

/// <summary>
/// A console stream that goes to the cell whose code writes; outside of cells it goes to another writer.
/// </summary>
internal sealed class ConsoleRouter(string name, TextWriter outside) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        if (CellScope.Current is { } scope)
            scope.Outputs.Write(new StreamOutput(name, value));
        else
            outside.Write(value);
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    public override void WriteLine() => Write("\n");
}
