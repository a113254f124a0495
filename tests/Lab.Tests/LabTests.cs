using Course;
using NotebookKernel.Notebooks;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Lab.Tests;

/// <summary>
/// The course as a reader sees it: a real browser on Jupyter's notebook page. What it sees is kept as pictures.
/// </summary>
[Trait("Speed", "slow")]
public sealed class LabTests(ITestOutputHelper output)
{
    private const float Patience = 240_000;
    private static readonly CourseFolder Folder = CourseFolder.Find();

    [BrowserFact]
    public async Task Chapter_1_runs_in_Jupyter_shows_its_figures_is_interrupted_in_training_and_goes_on()
    {
        await using var server = await JupyterServer.StartAsync(Folder, "chapter.ipynb", Beginning());
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = BrowserFactAttribute.Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--no-first-run"],
        });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1200, Height = 1000 } });
        page.SetDefaultTimeout(Patience);
        try
        {
            await ReadAsync(page, new Uri(server.Address, "notebooks/chapter.ipynb"));
        }
        catch
        {
            await Picture(page, "failed");
            throw;
        }
    }

    private async Task ReadAsync(IPage page, Uri notebook)
    {
        await page.GotoAsync(notebook.AbsoluteUri, new() { WaitUntil = WaitUntilState.DOMContentLoaded });

        // Nobody has chosen a kernel: the notebook asks for it by name.
        await page.WaitForFunctionAsync("() => window.Jupyter?.notebook?.kernel?.is_connected()");
        Assert.Equal(".net-csharp", await page.EvaluateAsync<string>("Jupyter.notebook.kernel.name"));
        Assert.Contains(".NET (C#)", await page.Locator("#kernel_indicator").InnerTextAsync());
        await Picture(page, "1-opened");

        await page.Locator("#menubar").GetByText("Cell", new() { Exact = true }).ClickAsync();
        await page.Locator("#run_all_cells a").ClickAsync();
        var curve = page.Locator(".js-plotly-plot").Filter(new() { HasText = "nats per pixel" });
        await curve.Locator(".scatterlayer .trace").Nth(1)
            .WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await curve.ScrollIntoViewIfNeededAsync();
        await Picture(page, "2-the-loss");
        Assert.Contains("epoch", await curve.TextContentAsync());

        var grid = page.Locator(".output_subarea img").Last;
        await grid.ScrollIntoViewIfNeededAsync();
        Assert.True(await grid.EvaluateAsync<int>("image => image.naturalWidth") > 200);
        await Picture(page, "3-an-image-grid");

        var training = page.Locator(".code_cell").Filter(new() { HasText = "to be interrupted" });
        await training.Locator(".output_stdout").Filter(new() { HasText = "step" }).WaitForAsync();
        await page.Locator("button[data-jupyter-action='jupyter-notebook:interrupt-kernel']").ClickAsync();
        await training.Locator(".output_error, .output_stdout >> text=stopped").First.WaitForAsync();
        await page.WaitForFunctionAsync(
            "() => document.querySelector('#kernel_indicator_icon').classList.contains('kernel_idle_icon')");
        await training.ScrollIntoViewIfNeededAsync();
        await Picture(page, "4-interrupted");

        var last = page.Locator(".code_cell").Last;
        await last.Locator(".CodeMirror").ClickAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await last.Locator(".output_stdout").Filter(new() { HasText = "still here: 0." }).WaitForAsync();
        await last.ScrollIntoViewIfNeededAsync();
        await Picture(page, "5-runs-on");
        Assert.Equal(1, await page.Locator(".output_error").CountAsync());
    }

    /// <summary>
    /// The chapter up to its learning curve, and a training that would take all day.
    /// </summary>
    private static Notebook Beginning()
    {
        var cells = Notebook.Read(Directory.GetFiles(Folder.Notebooks, "01-*.ipynb").Single()).Cells;
        var figure = cells.ToList().FindIndex(cell => cell.IsCode && cell.Source.Contains("y: \"nats per pixel\""));
        foreach (var cell in cells.Where(cell => cell.IsCode))
        {
            cell.Outputs.Clear();
            cell.ExecutionCount = null;
        }
        return Notebook.Create().With(
        [
            .. cells.Take(figure + 1),
            NotebookCell.Code("Trainer.Fit(shallow, data.Train, data.Test, Nats(shallow), "
                + "adam with { Epochs = 10_000, Title = \"to be interrupted\" });"),
            NotebookCell.Code("Console.WriteLine($\"still here: {shallowLoss:F4}\");"),
        ]);
    }

    private async Task Picture(IPage page, string name)
    {
        var path = Path.Combine(Folder.TestResults, "lab", $"{name}.png");
        await page.ScreenshotAsync(new() { Path = path });
        output.WriteLine(path);
    }
}
