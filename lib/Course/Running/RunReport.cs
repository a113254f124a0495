using Spectre.Console;

namespace Course.Running;

/// <summary>What is printed when a run has ended: a table, then the failures.</summary>
internal static class RunReport
{
    public static void Write(IAnsiConsole console, IReadOnlyList<ChapterRun> runs)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns(new TableColumn("Chapter").NoWrap(), new TableColumn("Time").RightAligned().NoWrap(),
                new TableColumn("Status").NoWrap(),
                new TableColumn("Data").NoWrap(), new TableColumn("Key figures"));
        foreach (var run in runs)
            table.AddRow(
                new Text(run.Chapter.Name),
                new Text(run.Status == RunStatus.Waiting ? "" : RunView.Clock(run.Elapsed)),
                new Markup(LiveView.Style(run.Status, run.Status.ToString().ToLowerInvariant())),
                new Text(string.Join('\n', run.Facts.Data.Select(d => d.Name))),
                new Text(string.Join('\n', run.Facts.KeyFigures)));
        console.Write(table);
        foreach (var run in runs)
            if (run.Failure is { } failure)
            {
                console.MarkupLine("[red]failed:[/]");
                // Not the console's own writing: it would wrap lines that the user may want to copy.
                console.Profile.Out.Writer.WriteLine(
                    $"  {failure.Describe(run.Chapter.Name).ReplaceLineEndings("\n  ")}");
            }
    }
}
