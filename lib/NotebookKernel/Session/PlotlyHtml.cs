using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;

namespace NotebookKernel.Session;

/// <summary>
/// A plotly figure as HTML. plotly.js is some megabytes, so that the page gets it once, with a session's first figure,
/// or, with <c>NOTEBOOK_PLOTLY=omit</c>, has it itself. Nothing is fetched from the network.
/// </summary>
internal static class PlotlyHtml
{
    private static readonly Lock Gate = new();
    private static string? carrier;
    private static int count;

    /// <summary>HTML that draws the figure, and shows the summary where scripts do not run.</summary>
    /// <param name="figure">plotly's JSON.</param>
    /// <param name="summary">What the figure is, in a line.</param>
    /// <param name="origin">The charts' library, which may hold plotly.js as a resource.</param>
    public static string Write(JsonObject figure, string summary, Assembly origin)
    {
        // This form escapes <, > and &, so that no text in it can end the script.
        var json = figure.ToJsonString();
        var id = $"chart-{Environment.ProcessId}-{Interlocked.Increment(ref count)}";
        return $$"""
            <div id="{{id}}" role="img" aria-label="{{WebUtility.HtmlEncode(summary)}}">{{WebUtility.HtmlEncode(summary)}}</div>
            {{(Carries(json) ? Library(origin) : "")}}<script>
            (function () {
              var figure = {{json}};
              function draw() {
                var place = document.getElementById("{{id}}");
                if (!place) return;
                place.textContent = "";
                window.Plotly.newPlot(place, figure);
              }
              if (window.Plotly) draw(); else (window.waitingCharts = window.waitingCharts || []).push(draw);
            })();
            </script>
            """;
    }

    // The first figure carries the library each time, so that running its cell again brings it back.
    private static bool Carries(string json)
    {
        if (Environment.GetEnvironmentVariable("NOTEBOOK_PLOTLY") == "omit")
            return false;
        lock (Gate)
            return (carrier ??= json) == json;
    }

    // In this function there is no AMD loader (require.js) to see, which would keep the library to itself.
    private static string Library(Assembly origin) => Text(origin) is not { } text ? "" : $$"""
        <script>
        if (!window.Plotly) (function (define, module, exports) {
        {{text.Replace("</script", "\\x3C/script", StringComparison.OrdinalIgnoreCase).Replace("<!--", "\\x3C!--")}}
        }).call(window);
        (window.waitingCharts || []).splice(0).forEach(function (draw) { draw(); });
        </script>

        """;

    private static string? Text(Assembly origin)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "assets", "plotly.min.js");
        if (File.Exists(beside))
            return File.ReadAllText(beside);
        if (origin.GetManifestResourceNames()
            .FirstOrDefault(name => name.EndsWith(".min.js", StringComparison.Ordinal)) is not { } name)
            return null;
        using var reader = new StreamReader(origin.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
