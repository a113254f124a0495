using System.Text.Json.Nodes;
using Course.Running;

namespace Course.Tests;

public class RunTests
{
    [UnixFact(TemporaryCourse.Fake)]
    public async Task A_run_writes_notebook_page_index_and_summary()
    {
        using var course = new TemporaryCourse("01-pages", "02-second");
        var runs = await course.RunAsync("ok", data: course.Folder.Notebooks);
        Assert.All(runs, run => Assert.Equal(RunStatus.Ok, run.Status));
        Assert.All(
            ["01-pages.ipynb", "01-pages.html", "02-second.html", "index.html", "summary.json", "assets/course.css"],
            name => Assert.True(File.Exists(course.Output(name)), name));
        Assert.Equal($"quick {course.Folder.Notebooks} omit",
            File.ReadAllText(course.Output("environment.txt")).Trim());
        var summary = JsonNode.Parse(File.ReadAllText(course.Output("summary.json")))!["chapters"]!.AsArray();
        Assert.Equal(["01-pages", "02-second"], summary.Select(c => (string?)c!["name"]));
        var first = summary[0]!;
        Assert.Equal("ok", (string?)first["status"]);
        Assert.Equal("quick", (string?)first["profile"]);
        Assert.Equal("MNIST", (string?)first["data"]![0]!["name"]);
        Assert.Equal(0.10214, (double)first["keyFigures"]!["test loss"]!["value"]!);
        Assert.Equal("nats/pixel", (string?)first["keyFigures"]!["test loss"]!["unit"]);
        Assert.InRange((double)first["seconds"]!, 0, 60);
    }

    [UnixFact(TemporaryCourse.Fake)]
    public async Task Two_chapters_run_side_by_side_and_share_the_cores()
    {
        using var course = new TemporaryCourse("01-pages", "02-second", "03-third");
        var text = new StringWriter();
        var runs = await course.RunAsync("meet", new PlainView(text, TimeSpan.Zero), processes: 2)
            .WaitAsync(TimeSpan.FromMinutes(2));
        Assert.All(runs, run => Assert.Equal(RunStatus.Ok, run.Status));
        var threads = Math.Max(1, Environment.ProcessorCount / 2);
        Assert.All(Directory.GetFiles(course.Folder.Output, "threads.*"),
            file => Assert.Equal($"{threads}", File.ReadAllText(file).Trim()));
        Assert.Equal(["01-pages", "02-second", "03-third"],
            RunSummary.Read(course.Folder.Output).Chapters.Select(c => c.Name));
        Assert.All(runs,
            run => Assert.Single(text.ToString().Split('\n'),
                line => line.EndsWith($"{run.Chapter.Name}: started", StringComparison.Ordinal)));
    }

    [UnixFact(TemporaryCourse.Fake)]
    public async Task A_chapter_that_runs_alone_has_all_cores()
    {
        using var course = new TemporaryCourse("01-pages");
        await course.RunAsync("ok", processes: 2);
        Assert.Equal(Environment.GetEnvironmentVariable("OMP_NUM_THREADS") ?? "all",
            File.ReadAllText(Assert.Single(Directory.GetFiles(course.Folder.Output, "threads.*"))).Trim());
    }

    [UnixFact(TemporaryCourse.Fake)]
    public async Task A_failing_cell_is_named_and_the_other_chapters_still_run()
    {
        using var course = new TemporaryCourse("01-pages", "02-second");
        var runs = await course.RunAsync("fail");
        Assert.Equal([RunStatus.Failed, RunStatus.Ok], runs.Select(r => r.Status));
        Assert.Equal("01-pages.ipynb, code cell 2, line 3:\n    var y = x.mm(w);\nShapeException: 2x3 and 2x3",
            runs[0].Failure!.Describe("01-pages"));
        Assert.Contains("ShapeException", File.ReadAllText(course.Output("01-pages.html")));
        var summary = RunSummary.Read(course.Folder.Output);
        Assert.Equal(["failed", "ok"], summary.Chapters.Select(c => c.Status));
    }

    [UnixFact(TemporaryCourse.Fake)]
    public async Task A_crash_shows_exit_code_cell_and_last_words_and_leaves_no_former_result()
    {
        using var course = new TemporaryCourse("01-pages");
        await course.RunAsync("ok");
        var failure = Assert.Single(await course.RunAsync("crash")).Failure!.Describe("01-pages");
        Assert.Contains("exit code 139 in code cell 1", failure);
        Assert.Contains("a line from native code", failure);
        Assert.Contains("Segmentation fault", failure);
        Assert.False(File.Exists(course.Output("01-pages.ipynb")));
    }

    [UnixFact(TemporaryCourse.Fake)]
    public async Task An_interrupted_run_stops_the_process_and_leaves_nothing_half_written()
    {
        using var course = new TemporaryCourse("01-pages", "02-second");
        using var cancel = new CancellationTokenSource();
        var view = new CallbackView(run =>
        {
            if (run.Text.Length > 0)
                cancel.Cancel();
        });
        var runs = await course.RunAsync("hang", view, cancel: cancel.Token);
        Assert.Equal([RunStatus.Interrupted, RunStatus.Waiting], runs.Select(r => r.Status));
        Assert.Equal("interrupted", File.ReadAllText(course.Output("signal.txt")).Trim());
        Assert.Empty(Directory.GetFiles(course.Folder.Output, "*.ipynb"));
        Assert.Empty(Directory.GetFiles(course.Folder.Output, ".*"));
    }

    [UnixFact(TemporaryCourse.Fake)]
    public async Task A_later_run_of_one_chapter_keeps_the_results_of_the_others()
    {
        using var course = new TemporaryCourse("01-pages", "02-second");
        await course.RunAsync("ok");
        await course.RunAsync("fail");
        File.Delete(Path.Combine(course.Folder.Notebooks, "01-pages.ipynb"));
        await course.RunAsync("ok");
        Assert.Equal("02-second", Assert.Single(RunSummary.Read(course.Folder.Output).Chapters).Name);
    }

    [UnixFact(TemporaryCourse.Fake)]
    public async Task A_foreign_summary_is_not_overwritten()
    {
        using var course = new TemporaryCourse("01-pages");
        Directory.CreateDirectory(course.Folder.Output);
        File.WriteAllText(course.Output("summary.json"), "[1, 2]");
        var e = await Assert.ThrowsAsync<CourseException>(() => course.RunAsync("ok"));
        Assert.Contains("summary.json", e.Message);
        Assert.Equal("[1, 2]", File.ReadAllText(course.Output("summary.json")));
    }

    [UnixFact(TemporaryCourse.Fake)]
    public async Task Plain_progress_tells_start_cells_and_end()
    {
        using var course = new TemporaryCourse("01-pages");
        var text = new StringWriter();
        await course.RunAsync("ok", new PlainView(text, TimeSpan.Zero));
        var lines = text.ToString().Split('\n');
        Assert.Equal("[1/1] 01-pages: started", lines[0]);
        Assert.StartsWith("[1/1] 01-pages: cell 1/2, 0:0", lines[1]);
        Assert.Contains(lines, line => line.StartsWith("[1/1] 01-pages: ok after 0:0", StringComparison.Ordinal));
    }

    private sealed class CallbackView(Action<ChapterRun> changed) : RunView
    {
        public override Task WhileAsync(Func<Task> work, IReadOnlyList<ChapterRun> runs) => work();

        public override void Changed(ChapterRun run) => changed(run);
    }
}
