using System.Text.Json.Nodes;
using NotebookKernel.Display;
using NotebookKernel.Session;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookKernel.Tests;

/// <summary>A session in a folder of its own, and what its cells put out.</summary>
internal sealed class Harness : IDisposable
{
    private readonly CSharpSession session;
    private int number;

    /// <param name="patience">After how long an aborted cell is given up; by default longer than a busy machine takes
    /// to abort it.</param>
    public Harness(TimeSpan? patience = null)
    {
        Formatter.ResetToDefault();
        Folder = Directory.CreateTempSubdirectory("csharp-kernel-").FullName;
        session = new CSharpSession(Folder) { Patience = patience ?? TimeSpan.FromMinutes(1) };
    }

    public string Folder { get; }

    /// <summary>Runs a cell that may fail.</summary>
    public async Task<Outcome> Run(string source)
    {
        using var never = new CancellationTokenSource();
        return await Run(source, new Sink(), never);
    }

    /// <summary>Runs a cell and cancels it as soon as it displays something.</summary>
    public async Task<Outcome> Interrupt(string source)
    {
        using var cancellation = new CancellationTokenSource();
        return await Run(source, new Sink { Shown = () => cancellation.CancelAsync() }, cancellation);
    }

    private async Task<Outcome> Run(string source, Sink sink, CancellationTokenSource cancellation)
    {
        var result = await session.RunAsync(source, $"Cell {++number}", new CellScope(sink, cancellation.Token));
        return new Outcome(result, sink.Outputs);
    }

    /// <summary>Runs cells that must not fail and gives the plain text of the last one's result.</summary>
    public async Task<string?> Value(params string[] cells)
    {
        Outcome? last = null;
        foreach (var cell in cells)
        {
            last = await Run(cell);
            Assert.True(last.Result.Status == CellStatus.Ok, string.Join('\n', last.Result.Error?.Traceback ?? []));
        }
        return last!.Plain;
    }

    public string Write(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    internal sealed record Outcome(CellResult Result, IReadOnlyList<CellOutput> Outputs)
    {
        public JsonObject? Data => Outputs.OfType<ResultOutput>().SingleOrDefault()?.Data;

        public string? Plain => Data?["text/plain"]?.ToString();

        public string Stream(string name) =>
            string.Concat(Outputs.OfType<StreamOutput>().Where(s => s.Name == name).Select(s => s.Text));

        public IReadOnlyList<DisplayOutput> Displays => [.. Outputs.OfType<DisplayOutput>()];
    }

    internal sealed class Sink : IOutputSink
    {
        private readonly List<CellOutput> outputs = [];

        public IReadOnlyList<CellOutput> Outputs
        {
            get
            {
                lock (outputs)
                    return [.. outputs];
            }
        }

        public Action? Shown { get; init; }

        public void Write(CellOutput output)
        {
            lock (outputs)
                outputs.Add(output);
            if (output is DisplayOutput)
                Shown?.Invoke();
        }
    }
}
