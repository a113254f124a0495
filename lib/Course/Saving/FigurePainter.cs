using System.Globalization;
using System.Text.RegularExpressions;
using Autoencoders;
using CliWrap;
using CliWrap.Buffered;
using Course.Pages;
using Course.Setup;

namespace Course.Saving;

/// <summary>
/// Turns plotly figures into PNG images: a page that draws them with plotly.js, opened by a headless Chromium that
/// prints the page's final content, which holds their pixels.
/// </summary>
internal sealed partial class FigurePainter(string chromium, string plotly)
{
    private const int DefaultWidth = 760;
    private const int DefaultHeight = 420;
    private const double PixelsPerInch = 96;

    /// <summary>
    /// Pages' own time in which the figures must be drawn, in milliseconds; Chromium does not wait it out.
    /// </summary>
    private const int DrawingTime = 60_000;

    /// <summary>Finds Chromium and plotly.js.</summary>
    /// <exception cref="CourseException">One of them is missing.</exception>
    public static FigurePainter Find(CourseFolder folder)
    {
        var plotly = Path.Combine(folder.Assets, PlotlyAsset.File);
        if (!File.Exists(plotly))
            throw new CourseException($"saving draws the figures, and {plotly} is missing: run ./course setup.");
        return new FigurePainter(Helper.Chromium.Require(), plotly);
    }

    /// <summary>
    /// The figures (plotly JSON) as PNG, base64, in the same order; sizes are the layouts' own where they have one.
    /// </summary>
    /// <exception cref="CourseException">A figure cannot be drawn.</exception>
    public async Task<IReadOnlyList<string>> PaintAsync(IReadOnlyList<string> figures, CancellationToken cancel)
    {
        if (figures.Count == 0)
            return [];
        var folder = Directory.CreateTempSubdirectory("figures");
        try
        {
            var page = Path.Combine(folder.FullName, "figures.html");
            await File.WriteAllTextAsync(page, PageOf(figures), cancel);
            var browser = await Cli.Wrap(chromium).WithArguments(
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
                "--no-first-run", $"--user-data-dir={folder.FullName}", $"--virtual-time-budget={DrawingTime}",
                "--dump-dom", new Uri(page).AbsoluteUri,
            ]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancel);
            var content = browser.StandardOutput;
            var failure = Failure().Match(content);
            if (failure.Success)
                throw new CourseException(
                    $"a figure cannot be drawn: {System.Net.WebUtility.HtmlDecode(failure.Groups[1].Value)}");
            var images = Image().Matches(content).Select(Encode).ToList();
            return images.Count == figures.Count ? images
                : throw new CourseException($"{images.Count} of {figures.Count} figures were drawn; Chromium "
                + $"said:\n{browser.StandardError.Trim()}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Chromium's own PNG has an opacity that is never used, and is half as large again.
    private static string Encode(Match image)
    {
        int Number(int group) => int.Parse(image.Groups[group].Value, CultureInfo.InvariantCulture);
        return Convert.ToBase64String(
            Png.Encode(Number(1), Number(2), Convert.FromBase64String(image.Groups[3].Value), PixelsPerInch));
    }

    private string PageOf(IReadOnlyList<string> figures) => $$"""
        <!doctype html>
        <meta charset="utf-8">
        <body>
        <script src="{{new Uri(plotly).AbsoluteUri}}"></script>
        <script>
        const figures = [{{Escape.ScriptJson(string.Join(",\n", figures))}}];
        const show = (style, text) => { const e = document.createElement('pre'); e.className = style; e.textContent = text; document.body.append(e); };
        const pixels = async address => {
          const image = new Image();
          await new Promise((drawn, failed) => { image.onload = drawn; image.onerror = failed; image.src = address; });
          const context = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height }).getContext('2d');
          context.fillStyle = 'white';
          context.fillRect(0, 0, image.width, image.height);
          context.drawImage(image, 0, 0);
          const rgba = context.getImageData(0, 0, image.width, image.height).data;
          let text = '';
          for (let i = 0; i < rgba.length; i += 4) text += String.fromCharCode(rgba[i], rgba[i + 1], rgba[i + 2]);
          return `${image.width} ${image.height} ${btoa(text)}`;
        };
        (async () => {
          for (const { data, layout } of figures) {
            const size = { width: layout?.width ?? {{DefaultWidth}}, height: layout?.height ?? {{DefaultHeight}} };
            show('image', await pixels(await Plotly.toImage({ data, layout }, { format: 'png', ...size, scale: 1 })));
          }
        })().catch(reason => show('failure', String(reason?.message ?? reason)));
        </script>
        """;

    [GeneratedRegex("<pre class=\"image\">(\\d+) (\\d+) ([^<]+)</pre>")]
    private static partial Regex Image();

    [GeneratedRegex("<pre class=\"failure\">([^<]*)</pre>")]
    private static partial Regex Failure();
}
