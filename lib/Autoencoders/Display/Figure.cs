using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Autoencoders;

/// <summary>
/// A figure that plotly.js draws. <see cref="Plot"/> builds one; <see cref="Row"/> puts several side by side; a
/// <c>Slider</c> lets the reader step through them; <see cref="FromJson"/> takes one that another library wrote.
/// </summary>
[TypeFormatterSource(MimeType.Plotly, MimeType.Html, MimeType.Text)]
public abstract class Figure : IMimeBundle
{
    // A figure is drawn by a page's script, never parsed as HTML there, so letters and quotes need no escapes.
    private static readonly JsonSerializerOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private protected Figure()
    {
    }

    /// <summary>
    /// Plots side by side under one title, each with its own axes and its title above it; a name has one colour and one
    /// entry in the legend.
    /// </summary>
    /// <exception cref="ArgumentException">There are no plots.</exception>
    public static Figure Row(string title, params IReadOnlyList<Plot> plots) => new FigureRow(title, plots);

    /// <summary>
    /// Plots that the reader steps through with a slider; all have the same series and the same ranges, so that only
    /// the data moves.
    /// </summary>
    /// <param name="title">The finding.</param>
    /// <param name="variable">What the slider changes, such as "β".</param>
    /// <param name="steps">The slider's positions and the plot at each.</param>
    /// <exception cref="ArgumentException">There are no steps, or their series differ.</exception>
    public static Figure Slider(string title, string variable, IEnumerable<(string Value, Plot Plot)> steps) =>
        new FigureSlider(title, variable, steps);

    /// <summary>Grids of grey images that the reader steps through with a slider; all have the same rows.</summary>
    /// <param name="title">The finding.</param>
    /// <param name="variable">What the slider changes, such as "β".</param>
    /// <param name="steps">The slider's positions and the grid at each.</param>
    /// <exception cref="ArgumentException">There are no steps, their rows differ, or a row is signed or in
    /// colour.</exception>
    public static Figure Slider(string title, string variable, IEnumerable<(string Value, ImageGrid Grid)> steps) =>
        new FigureSlider(title, variable, steps.Select(step => (step.Value, step.Grid.ToPlot())));

    /// <summary>
    /// A figure from plotly's JSON: an object with <c>data</c> and perhaps <c>layout</c>, <c>config</c> and
    /// <c>frames</c>, as Plotly.NET and XPlot.Plotly write it.
    /// </summary>
    /// <exception cref="ArgumentException">The text is not the JSON of a plotly figure; the message says
    /// why.</exception>
    public static Figure FromJson(string json) => ForeignFigure.Parse(json);

    /// <summary>The figure as plotly's JSON.</summary>
    public string ToJson() => ToPlotly().ToJsonString(Readable);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ToMimeBundle()
    {
        var figure = ToPlotly();
        return new Dictionary<string, string>
        {
            [MimeType.Plotly] = figure.ToJsonString(Readable),
            [MimeType.Html] = PlotlyPage.Current.Html(Title, figure, ToString()),
            [MimeType.Text] = ToString(),
        };
    }

    /// <summary>What the figure shows, in a line of text.</summary>
    public abstract override string ToString();

    internal abstract string Title { get; }

    // A fresh object at each call: JSON nodes have one parent.
    internal abstract JsonObject ToPlotly();
}
