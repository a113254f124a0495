using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Autoencoders;
using Course.Chapters;
using Course.Running;
using Course.Saving;
using NotebookKernel.Notebooks;

namespace Course.Tests;

[UnsupportedOSPlatform("windows")]
[Trait("Speed", "slow")]
public sealed class SavingTests : IDisposable
{
    private const string Plotly = MimeType.Plotly;
    private readonly TemporaryCourse course = new("01-pages");

    public void Dispose() => course.Dispose();

    [UnixFact(TemporaryCourse.Fake)]
    public async Task A_saved_notebook_has_pictures_and_text_for_figures_and_keeps_the_rest()
    {
        await SaveAsync("<pre class=\"image\">2 1 /wAAAP8A</pre>"); // a red and a green pixel
        var saved = Notebook.Read(Path.Combine(course.Folder.Notebooks, "01-pages.ipynb"));
        var bundles = saved.Cells.Where(c => c.IsCode).SelectMany(c => c.Outputs).Select(o => o!["data"]?.AsObject())
            .OfType<JsonObject>().ToList();
        Assert.Equal(["text/plain", "image/png"], bundles[0].Select(form => form.Key));
        Assert.Equal(Convert.ToBase64String(Png.Encode(2, 1, [255, 0, 0, 0, 255, 0], 96)),
            (string?)bundles[0]["image/png"]);
        Assert.DoesNotContain(bundles, b => b.ContainsKey(Plotly));
        Assert.Contains(bundles, b => b.ContainsKey("text/html") && !b.ContainsKey("image/png"));
        Assert.Contains(bundles, b => b.ContainsKey(MimeType.KeyFigure));
        Assert.Contains(bundles, b => b.ContainsKey(MimeType.Data));
        Assert.Equal("full", (string?)saved.Metadata["autoencoders"]!["profile"]);
        Assert.Equal("MNIST", (string?)saved.Metadata["autoencoders"]!["data"]![0]);
        Assert.Equal(SourceHash.Compute(saved), SourceHash.Saved(saved));
    }

    [UnixFact(TemporaryCourse.Fake)]
    public async Task Sounds_keep_their_players_and_other_long_html_is_dropped()
    {
        var (player, page) =
            ($"<audio src=\"data:audio/wav;base64,{new string('A', 30_000)}\"></audio>", new string('x', 30_000));
        await SaveAsync("<pre class=\"image\">2 1 /wAAAP8A</pre>", outputs =>
        {
            foreach (var html in new[] { player, page })
                outputs.Add(new JsonObject
                {
                    ["output_type"] = "display_data",
                    ["metadata"] = new JsonObject(),
                    ["data"] = new JsonObject { ["text/html"] = html, ["text/plain"] = "text" }
                });
        });
        var saved = File.ReadAllText(Path.Combine(course.Folder.Notebooks, "01-pages.ipynb"));
        Assert.Contains(new string('A', 30_000), saved);
        Assert.DoesNotContain(page, saved);
    }

    [UnixFact(TemporaryCourse.Fake)]
    public async Task When_a_figure_cannot_be_drawn_the_reason_is_told_and_nothing_is_written()
    {
        var path = Path.Combine(course.Folder.Notebooks, "01-pages.ipynb");
        var before = File.ReadAllText(path);
        var e =
            await Assert.ThrowsAsync<CourseException>(() => SaveAsync("<pre class=\"failure\">no &lt;axis&gt;</pre>"));
        Assert.Contains("a figure cannot be drawn: no <axis>", e.Message);
        Assert.Contains("0 of 1 figures were drawn",
            (await Assert.ThrowsAsync<CourseException>(() => SaveAsync(""))).Message);
        Assert.Equal(before, File.ReadAllText(path));
    }

    [Fact]
    public void The_hash_follows_the_code_and_nothing_else()
    {
        var notebook = Notebook.Read(TemporaryCourse.Fixture("pages.json"));
        var hash = SourceHash.Compute(notebook);
        notebook.Cells[0].Source += "more text";
        var code = notebook.Cells.First(c => c.IsCode);
        code.Outputs.Clear();
        code.Source = code.Source.Replace("\n", "  \r\n") + "\n\n";
        Assert.Equal(hash, SourceHash.Compute(notebook));
        code.Source += "x";
        Assert.NotEqual(hash, SourceHash.Compute(notebook));
    }

    [ChromiumFact]
    public async Task Chromium_draws_figures_in_their_own_sizes()
    {
        var painter = FigurePainter.Find(CourseFolder.Find());
        var images = await painter.PaintAsync(
        [
            """{"data":[{"y":[1,3,2]}],"layout":{"width":320,"height":200}}""",
            """{"data":[{"z":[[1,2],[3,4]],"type":"heatmap"}],"layout":{"title":{"text":"</script>"}}}""",
            new Plot("The course's own", x: "x", y: "y").Line("line", [1, 2], [3, 4]).Reference(3.5, "in between")
                .ToMimeBundle()[Plotly],
        ], CancellationToken.None);
        Assert.Equal([(320, 200), (760, 420)], images.Take(2).Select(Size));
        Assert.Equal(3, images.Count);
    }

    /// <summary>Width and height from a PNG's header.</summary>
    private static (int Width, int Height) Size(string base64)
    {
        var png = Convert.FromBase64String(base64).AsSpan();
        Assert.Equal("PNG"u8, png[1..4]);
        return (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png[16..]),
            System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png[20..]));
    }

    /// <summary>Runs the fixture and saves it, with a program in Chromium's place that prints this page.</summary>
    private async Task SaveAsync(string page, Action<JsonArray>? addOutputs = null)
    {
        var run = Assert.Single(await course.RunAsync("ok"));
        addOutputs?.Invoke(run.Executed!.Cells.First(c => c.IsCode).Outputs);
        var browser = Path.Combine(course.Folder.Root, "browser");
        File.WriteAllText(browser, $"#!/bin/sh\ncat <<'END'\n{page}\nEND\n");
        File.SetUnixFileMode(browser, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        await new NotebookSaver(new FigurePainter(browser, "/plotly.min.js"))
            .SaveAsync(run, RunOptions.Full, CancellationToken.None);
    }

    /// <summary>
    /// A test that is skipped where Chromium or plotly.js is missing: only who saves notebooks needs them.
    /// </summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class ChromiumFactAttribute : FactAttribute
    {
        public ChromiumFactAttribute()
        {
            try
            {
                FigurePainter.Find(CourseFolder.Find());
            }
            catch (CourseException e)
            {
                Skip = e.Message;
            }
        }
    }
}
