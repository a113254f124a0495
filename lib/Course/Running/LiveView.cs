using Spectre.Console;
using Spectre.Console.Rendering;

namespace Course.Running;

/// <summary>Progress as a table that is redrawn in place, for a terminal.</summary>
internal sealed class LiveView(IAnsiConsole console) : RunView
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(200);

    public override Task WhileAsync(Func<Task> work, IReadOnlyList<ChapterRun> runs) =>
        console.Live(Draw(runs)).AutoClear(true).StartAsync(async live =>
        {
            var working = work();
            while (!working.IsCompleted)
            {
                live.UpdateTarget(Draw(runs));
                await Task.WhenAny(working, Task.Delay(Refresh));
            }
            await working;
        });

    private static IRenderable Draw(IReadOnlyList<ChapterRun> runs)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap())
            .AddColumn(new GridColumn().NoWrap().RightAligned()).AddColumn(new GridColumn());
        foreach (var run in runs)
            grid.AddRow(
                new Markup(Style(run.Status, run.Chapter.Name)),
                new Text(run.Status == RunStatus.Running
                    ? $"cell {run.Cell}/{run.Cells}"
                    : run.Status.ToString().ToLowerInvariant()),
                new Text(run.Status == RunStatus.Waiting ? "" : Clock(run.Elapsed)),
                new Text(run.Status == RunStatus.Running ? run.Text : "") { Overflow = Overflow.Ellipsis });
        return grid;
    }

    /// <summary>The text as markup in the colour of the status.</summary>
    public static string Style(RunStatus status, string text) => status switch
    {
        RunStatus.Ok => $"[green]{Markup.Escape(text)}[/]",
        RunStatus.Failed => $"[red]{Markup.Escape(text)}[/]",
        RunStatus.Interrupted => $"[yellow]{Markup.Escape(text)}[/]",
        RunStatus.Running => $"[bold]{Markup.Escape(text)}[/]",
        _ => $"[dim]{Markup.Escape(text)}[/]",
    };
}
