using NotebookKernel.Language;
using NotebookKernel.Protocol;

namespace NotebookKernel.Tests.Language;

/// <summary>
/// A session in a folder of its own, with its language services. In a text, | stands where the cursor is.
/// </summary>
public sealed class LanguageSession : IDisposable
{
    private readonly IInterpreter interpreter;
    private readonly Harness.Sink sink = new();
    private int number;

    public LanguageSession()
    {
        Folder = Directory.CreateTempSubdirectory("csharp-language-").FullName;
        interpreter = SessionInterpreter.Start(Folder, () => { });
    }

    public string Folder { get; }

    internal async Task<CellOutcome> Run(string code)
    {
        var outcome = await interpreter.ExecuteAsync(new Cell(code, ++number, sink, null, CancellationToken.None));
        Assert.True(outcome.Error is null, string.Join('\n', outcome.Error?.Traceback ?? []));
        return outcome;
    }

    internal Completions Complete(string marked)
    {
        var position = marked.IndexOf('|', StringComparison.Ordinal);
        return interpreter.Complete(marked.Remove(position, 1), position);
    }

    public IReadOnlyList<string> Matches(string marked) => [.. Complete(marked).Items.Select(item => item.Text)];

    public string? Inspect(string marked, bool detailed = false, string mimeType = "text/plain")
    {
        var position = marked.IndexOf('|', StringComparison.Ordinal);
        return interpreter.Inspect(marked.Remove(position, 1), position, detailed)?[mimeType];
    }

    internal Completeness IsComplete(string code) => interpreter.IsComplete(code);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
