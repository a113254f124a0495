using NotebookKernel.Display;
using NotebookKernel.Protocol;

namespace NotebookKernel.Tests.Protocol;

/// <summary>An interpreter of words, by which the protocol is tested without C#.</summary>
internal sealed class FakeInterpreter : IInterpreter
{
    private readonly List<string> executed = [];

    /// <summary>The cells that were run, in order.</summary>
    public IReadOnlyList<string> Executed
    {
        get
        {
            lock (executed)
                return [.. executed];
        }
    }

    /// <summary>Lets a cell "hold" go on.</summary>
    public SemaphoreSlim Go { get; } = new(0);

    public async Task<CellOutcome> ExecuteAsync(Cell cell)
    {
        lock (executed)
            executed.Add(cell.Code);
        switch (cell.Code.Split(' '))
        {
            case ["print", var text]:
                cell.Outputs.Write(new StreamOutput("stdout", text));
                break;
            case ["value", var text]:
                cell.Outputs.Write(new ResultOutput(new() { ["text/plain"] = text }));
                break;
            case ["fail"]:
                return Failed("Failed");
            case ["hold"]:
                await Go.WaitAsync();
                return Failed("Held");
            case ["loop"]:
                cell.Outputs.Write(new DisplayOutput(new() { ["text/plain"] = "looping" }));
                await Task.Delay(Timeout.Infinite, cell.Interrupt).ContinueWith(_ => { }, TaskScheduler.Default);
                return Failed("Interrupted");
            case ["ask"]:
                cell.Outputs.Write(
                    new ResultOutput(new() { ["text/plain"] = cell.Ask?.Invoke("?", false) ?? "not allowed" }));
                break;
            case ["crash"]:
                throw new InvalidOperationException("The interpreter has a fault.");
            case ["late", var text]:
                _ = Task.Delay(200)
                    .ContinueWith(_ => cell.Outputs.Write(new StreamOutput("stdout", text)), TaskScheduler.Default);
                break;
        }
        return new CellOutcome();

        CellOutcome Failed(string name)
        {
            var error = new ErrorOutput(name, "on purpose", [name]);
            cell.Outputs.Write(error);
            return new CellOutcome(error);
        }
    }

    public Completeness IsComplete(string code) => new("incomplete", "  ");

    public Completions Complete(string code, int position) =>
        new(0, position, [new CompletionItem(code[..position] + "!", "word")]);

    public IReadOnlyDictionary<string, string>? Inspect(string code, int position, bool detailed) =>
        code == "nothing" ? null : new Dictionary<string, string> { ["text/plain"] = $"{position} {detailed}" };
}
