using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Autoencoders;

/// <summary>
/// Writes figures as HTML for one page. plotly.js is some megabytes, so the page gets it once: by default the first
/// figure of a process carries it and later ones use it; with <c>AUTOENCODERS_PLOTLY=omit</c> the page itself has it.
/// Nothing is fetched from the network.
/// </summary>
internal sealed class PlotlyPage(string? mode, string libraryPath)
{
    private readonly Lazy<string?> library = new(() => File.Exists(libraryPath) ? File.ReadAllText(libraryPath) : null);
    private readonly Lock @lock = new();
    private string? carrier;
    private int count;

    /// <summary>
    /// The page of this process: the library lies beside the assembly, where <c>./course setup</c> puts it.
    /// </summary>
    public static PlotlyPage Current { get; } = new(
        Environment.GetEnvironmentVariable("AUTOENCODERS_PLOTLY"),
        Path.Combine(Path.GetDirectoryName(typeof(PlotlyPage).Assembly.Location)!, "assets", "plotly.min.js"));

    /// <summary>HTML that draws the figure; where scripts do not run, it shows the summary.</summary>
    /// <exception cref="InvalidOperationException">AUTOENCODERS_PLOTLY is neither "inline" nor "omit".</exception>
    public string Html(string title, JsonObject figure, string summary)
    {
        if (mode is not (null or "" or "inline" or "omit"))
            throw new InvalidOperationException(
                $"AUTOENCODERS_PLOTLY is \"{mode}\"; it must be \"inline\" or \"omit\".");
        var carries = mode != "omit" && Carries(title);
        var json = figure.ToJsonString(); // this form escapes <, > and &, so no text in it can end the script
        var width = figure["layout"]?["width"] is JsonValue value && value.TryGetValue(out double pixels)
            ? pixels
            : Theme.Width;
        var id =
            $"figure-{Convert.ToHexStringLower(
                SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..8]}-{Interlocked.Increment(ref count)}";
        return $$"""
            <div id="{{id}}" role="img" aria-label="{{WebUtility.HtmlEncode(title)}}" style="width:{{Series.Json(width)}}px;max-width:100%;overflow-x:auto">{{WebUtility.HtmlEncode(summary)}}</div>
            {{(carries ? LibraryScript() : "")}}<script>
            (function () {
              var figure = {{json}};
              function draw() {
                var place = document.getElementById("{{id}}");
                if (!place) return;
                place.textContent = "";
                window.Plotly.newPlot(place, figure).catch(function (error) { place.textContent = "plotly.js could not draw this figure: " + error; });
              }
              if (window.Plotly) { draw(); return; }
              (window.autoencodersFigures = window.autoencodersFigures || []).push(draw);
              var place = document.getElementById("{{id}}"), why = document.createElement("p");
              why.style.fontStyle = "italic";
              why.textContent = {{JsonValue.Create(WhyNot()).ToJsonString()}};
              place.appendChild(why);
            })();
            </script>
            """;
    }

    // The figure with the carrier's title carries the library each time, so that running its cell again brings it back.
    private bool Carries(string title)
    {
        if (library.Value is null)
            return false;
        lock (@lock)
            return (carrier ??= title) == title;
    }

    // Notebooks that have an AMD loader (require.js) would keep the library to themselves: in this function there is
    // none to see. Figures above it that waited are drawn once it is there.
    private string LibraryScript() => $$"""
        <script>
        (function (define, module, exports) {
        {{library.Value!.Replace("</script", "\\x3C/script", StringComparison.OrdinalIgnoreCase).Replace("<!--", "\\x3C!--")}}
        }).call(window);
        (window.autoencodersFigures || []).splice(0).forEach(function (draw) { draw(); });
        </script>

        """;

    private string WhyNot() => mode == "omit"
        ? "This page should have plotly.js to draw the figure, but has not."
        : carrier is { } title
            ? $"To draw this figure again, run the cell of the figure “{title}” again: it brings the drawing "
            + "library, plotly.js."
            : $"Figures are drawn by plotly.js, which is not "
            + $"at {Path.Combine("lib", "bin", "assets", "plotly.min.js")}: run ./course setup, then "
            + "restart the kernel.";
}
