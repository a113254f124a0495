namespace NotebookKernel.Running;

/// <summary>Writes a run's events: as JSON lines for programs, or as text for people.</summary>
internal sealed class RunReport(TextWriter output, bool asJson)
{
    private int of;

    public void Take(RunEvent happened)
    {
        var line = asJson ? happened.ToJson() : Text(happened);
        if (line is not null)
            output.WriteLine(line);
    }

    private string? Text(RunEvent happened)
    {
        switch (happened)
        {
            case StartEvent start:
                of = start.Cells;
                return null;
            case CellEvent cell:
                return $"cell {cell.Number} of {cell.Of}";
            case ErrorEvent error:
                return string.Join(Environment.NewLine, error.Traceback);
            case EndEvent end:
                return FormattableString.Invariant($"{end.Status}: {of} code cells, {end.Seconds:0.0} s");
            default:
                return null;
        }
    }
}
