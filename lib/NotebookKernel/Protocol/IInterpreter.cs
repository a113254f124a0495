using NotebookKernel.Display;

namespace NotebookKernel.Protocol;

/// <summary>The language behind the protocol. Cells and questions come one at a time.</summary>
internal interface IInterpreter
{
    /// <summary>Runs a cell, whose outputs, an error too, go to its sink before the task ends.</summary>
    Task<CellOutcome> ExecuteAsync(Cell cell);

    /// <summary>Whether a text is a whole cell.</summary>
    Completeness IsComplete(string code);

    /// <summary>What can stand at a position, counted in UTF-16 units.</summary>
    Completions Complete(string code, int position);

    /// <summary>What is known of the name at a position, by MIME type; null when there is nothing.</summary>
    IReadOnlyDictionary<string, string>? Inspect(string code, int position, bool detailed);
}

/// <summary>A cell to be run.</summary>
/// <param name="Code">Its text.</param>
/// <param name="Number">Its execution count.</param>
/// <param name="Outputs">Takes its outputs, also those that come after its end.</param>
/// <param name="Ask">Asks the user for a line (prompt, whether it is a secret); null when the front end does not allow
/// it.</param>
/// <param name="Interrupt">Cancelled when the user wants it to stop.</param>
internal sealed record Cell(string Code, int Number, IOutputSink Outputs, Func<string, bool, string>? Ask,
    CancellationToken Interrupt);

/// <summary>How a cell ended.</summary>
/// <param name="Error">Why it failed, or null.</param>
/// <param name="Page">A text that the front end shows beside the notebook, by MIME type, or null.</param>
internal sealed record CellOutcome(ErrorOutput? Error = null, IReadOnlyDictionary<string, string>? Page = null);

/// <summary>
/// Whether a text is a whole cell: <c>complete</c>, <c>incomplete</c> (then with the next line's indentation) or
/// <c>invalid</c>.
/// </summary>
internal sealed record Completeness(string Status, string Indent = "");

/// <summary>What can replace the text from <paramref name="Start"/> to <paramref name="End"/>.</summary>
internal sealed record Completions(int Start, int End, IReadOnlyList<CompletionItem> Items);

/// <summary>
/// One completion: its text, what it is (<c>method</c>, <c>property</c>, …) and, where that helps, its signature.
/// </summary>
internal sealed record CompletionItem(string Text, string Kind, string Signature = "");
