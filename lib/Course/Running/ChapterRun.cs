using System.Diagnostics;
using Course.Chapters;
using NotebookKernel.Notebooks;

namespace Course.Running;

internal enum RunStatus
{
    Waiting,
    Running,
    Ok,
    Failed,
    Interrupted,
}

/// <summary>
/// Why a chapter failed: in which code cell and which line of it (from 1). Without a cell, the process itself failed.
/// </summary>
internal sealed record CellFailure(int? Cell, int? Line, string? Source, string Message)
{
    /// <summary>The failure as it is told to the user, for the notebook of this name.</summary>
    public string Describe(string notebook)
    {
        var where = Cell is null ? $"{notebook}.ipynb" : $"{notebook}.ipynb, code cell {Cell}";
        if (Line is > 0)
            where += $", line {Line}";
        return string.IsNullOrWhiteSpace(Source) ? $"{where}\n{Message}" : $"{where}:\n    {Source.Trim()}\n{Message}";
    }
}

/// <summary>One chapter's execution: its progress while it runs, its results afterwards.</summary>
internal sealed class ChapterRun(Chapter chapter)
{
    private readonly Stopwatch watch = new();

    public Chapter Chapter { get; } = chapter;

    public RunStatus Status { get; private set; }

    /// <summary>The code cell that runs, from 1, of <see cref="Cells"/>.</summary>
    public int Cell { get; set; }

    public int Cells { get; set; }

    /// <summary>The last line of the running cell's live output.</summary>
    public string Text { get; set; } = "";

    public TimeSpan Elapsed => watch.Elapsed;

    public CellFailure? Failure { get; set; }

    /// <summary>
    /// The notebook with its outputs, also those up to a failure; null while it runs and when the process wrote none.
    /// </summary>
    public Notebook? Executed { get; set; }

    public Facts Facts { get; set; } = Facts.None;

    public void Start()
    {
        Status = RunStatus.Running;
        watch.Start();
    }

    public void End(RunStatus status)
    {
        watch.Stop();
        Status = status;
    }

    public void Fail(string message)
    {
        Failure ??= new CellFailure(null, null, null, message);
        End(RunStatus.Failed);
    }
}
