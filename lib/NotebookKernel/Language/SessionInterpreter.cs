using System.Text.RegularExpressions;
using NotebookKernel.Display;
using NotebookKernel.Protocol;
using NotebookKernel.Session;

namespace NotebookKernel.Language;

/// <summary>
/// The C# session as the protocol drives it, with the compiler's help for those who write. After a cell,
/// <paramref name="settle"/> waits until what native code and child processes have written has arrived.
/// </summary>
internal sealed partial class SessionInterpreter(CSharpSession session, string folder, Action settle) : IInterpreter
{
    private readonly Completer completer = new(folder, session.Draft);
    private readonly Inspector inspector = new(session.Draft);

    /// <summary>
    /// Creates the session and compiles something, so that the first cell is not the one to wait for the compiler.
    /// </summary>
    public static IInterpreter Start(string folder, Action settle)
    {
        var session = new CSharpSession(folder);
        session.Draft("Enumerable.Range(0, 1).Sum()").Emit(Stream.Null);
        return new SessionInterpreter(session, folder, settle);
    }

    public async Task<CellOutcome> ExecuteAsync(Cell cell)
    {
        // As in IPython, a name with a question mark asks what it is.
        if (Question().Match(cell.Code) is { Success: true } question
            && inspector.Inspect(question.Groups["name"].Value, question.Groups["name"].Length,
                detailed: true) is { } page)
            return new CellOutcome(Page: page);
        var result = await session.RunAsync(cell.Code, $"Cell {cell.Number}",
            new CellScope(cell.Outputs, cell.Interrupt) { Ask = cell.Ask });
        settle();
        return new CellOutcome(result.Error);
    }

    public Completeness IsComplete(string code) => CompletenessCheck.Check(code);

    public Completions Complete(string code, int position) => completer.Complete(code, position);

    public IReadOnlyDictionary<string, string>? Inspect(string code, int position, bool detailed) =>
        inspector.Inspect(code, position, detailed);

    [GeneratedRegex(@"^\s*(?<name>[\w.]+)\?\s*$")]
    private static partial Regex Question();
}
