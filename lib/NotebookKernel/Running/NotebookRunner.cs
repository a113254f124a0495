using System.Diagnostics;
using NotebookKernel.Display;
using NotebookKernel.Notebooks;
using NotebookKernel.Session;

namespace NotebookKernel.Running;

/// <summary>
/// Executes a notebook's code cells in order, without a front end, and keeps their outputs in the notebook.
/// </summary>
/// <param name="report">Is told every event, from any thread, one at a time.</param>
/// <param name="settle">Waits until what native code and child processes have written has arrived.</param>
public sealed class NotebookRunner(Action<RunEvent> report, Action? settle = null)
{
    private readonly Lock gate = new();
    private readonly List<NotebookRecorder.CellRecorder> recorders = [];
    private string? progress;
    private Running? running;

    private sealed record Running(int Index, int Number, NotebookRecorder.CellRecorder Outputs);

    /// <summary>
    /// Runs the cells in a session of their own, whose folder is the notebook's. Stops at the first failing cell,
    /// except at one with nbclient's tag <c>raises-exception</c>; cells tagged <c>skip-execution</c> and empty ones are
    /// not run.
    /// </summary>
    /// <returns><c>ok</c>, <c>error</c> or <c>cancelled</c>.</returns>
    public async Task<string> RunAsync(Notebook notebook, string folder, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var code = notebook.Cells.Index().Where(c => c.Item.IsCode).ToList();
        foreach (var (_, cell) in code)
        {
            cell.ExecutionCount = null;
            cell.Outputs.Clear();
        }
        Report(new StartEvent(code.Count));
        var status = "ok";
        await using (new Timer(_ => FlushProgress(), null, 100, 100))
            status = await RunCellsAsync(code, new CSharpSession(folder), cancellation);
        FlushProgress();
        notebook.NameKernel();
        Report(new EndEvent(status, Math.Round(clock.Elapsed.TotalSeconds, 3)));
        return status;
    }

    /// <summary>Notes in the notebook and in the events that the running cell ends the process.</summary>
    public void ProcessEnds()
    {
        if (running is not { } cell)
            return;
        var error = new ErrorOutput("ProcessEnded", "The cell ended the process.",
            ["The cell ended the process (Environment.Exit or the like)."]);
        cell.Outputs.Write(error);
        Flush();
        Report(new ErrorEvent(cell.Index, cell.Number, null, null, error.Name, error.Value, error.Traceback));
    }

    private async Task<string> RunCellsAsync(IReadOnlyList<(int Index, NotebookCell Cell)> code, CSharpSession session,
        CancellationToken cancellation)
    {
        var recorder = new NotebookRecorder();
        try
        {
            foreach (var (number, (index, cell)) in code.Index())
            {
                if (cancellation.IsCancellationRequested)
                    return "cancelled";
                Report(new CellEvent(index, number + 1, code.Count));
                if (string.IsNullOrWhiteSpace(cell.Source) || cell.HasTag("skip-execution"))
                    continue;
                cell.ExecutionCount = number + 1;
                var outputs = recorder.For(cell, line => progress = line);
                recorders.Add(outputs);
                running = new Running(index, number + 1, outputs);
                var result = await session.RunAsync(cell.Source, $"Cell {number + 1}",
                    new CellScope(outputs, cancellation), cell.KernelName);
                settle?.Invoke();
                running = null;
                if (result.Status is CellStatus.Cancelled or CellStatus.Abandoned)
                    return "cancelled";
                if (result is { Status: CellStatus.Error, Error: { } error } && !cell.HasTag("raises-exception"))
                {
                    Report(new ErrorEvent(index, number
                        + 1, error.Line, error.Source, error.Name, error.Value, error.Traceback));
                    return "error";
                }
            }
            return "ok";
        }
        finally
        {
            Flush();
        }
    }

    private void Flush()
    {
        foreach (var outputs in recorders)
            outputs.Flush();
    }

    private void FlushProgress()
    {
        if (Interlocked.Exchange(ref progress, null) is { Length: > 0 } text)
            Report(new ProgressEvent(text));
    }

    private void Report(RunEvent happened)
    {
        lock (gate)
            report(happened);
    }
}
