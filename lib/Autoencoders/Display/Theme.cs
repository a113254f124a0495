using System.Globalization;
using System.Text.Json.Nodes;

namespace Autoencoders;

/// <summary>
/// The one look of all figures: a palette for the colour-blind, fonts, sizes and axes. The paper is white, also on a
/// dark page.
/// </summary>
public static class Theme
{
    /// <summary>
    /// Eleven colours in the order of use, for ten classes and what is drawn over them: seven of Okabe and Ito's eight
    /// (their yellow is too pale for a line on white; "Color Universal Design", 2008), with black, grey, brown, olive
    /// and violet.
    /// </summary>
    public static IReadOnlyList<string> Palette { get; } =
        ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7F7F7F", "#8C564B", "#000000", "#B8A900",
        "#7B3FB5"];

    internal const int Width = 720;
    internal const int Height = 420;
    internal const string Ink = "#222222";
    internal const string Faint = "#E6E6E6";
    internal const string Quiet = "#707070";
    // without quotes, with which plotly.js 2 fails to make a picture
    internal const string Font = "Segoe UI, Helvetica Neue, Arial, sans-serif";
    private const int TitleSize = 16;

    /// <summary>The colour of series number <paramref name="index"/>; the palette begins again after its end.</summary>
    internal static string Colour(int index) => Palette[index % Palette.Count];

    /// <summary>The colour with an opacity, as plotly reads it.</summary>
    internal static string Colour(int index, double opacity)
    {
        var hex = Colour(index);
        int Part(int at) => int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"rgba({Part(1)},{Part(3)},{Part(5)},{opacity:0.##})");
    }

    /// <summary>Dark blue to yellow, even in lightness: for values of one sign.</summary>
    internal const string Sequential = "Viridis";

    /// <summary>Blue below zero, white at zero, vermillion above.</summary>
    internal static JsonArray Diverging() => new(
        new JsonArray(0.0, "#0072B2"), new JsonArray(0.5, "#F7F7F7"), new JsonArray(1.0, "#D55E00"));

    /// <summary>The layout that all figures share: title, fonts, margins, paper, legend.</summary>
    internal static JsonObject Layout(string title, int width, int height)
    {
        var lines = Wrap(title, (int)((width - 90) / (TitleSize * 0.55)));
        return new JsonObject
        {
            ["title"] = new JsonObject
            {
                ["text"] = $"<b>{string.Join("<br>", lines.Select(PlainText))}</b>",
                ["font"] = new JsonObject { ["size"] = TitleSize, ["color"] = Ink },
                ["x"] = 0.02,
                ["xanchor"] = "left",
                ["y"] = 1 - 16.0 / height,
                ["yanchor"] = "top",
            },
            ["width"] = width,
            ["height"] = height,
            ["margin"] = new JsonObject { ["l"] = 64, ["r"] = 24, ["t"] = 34 + 20 * lines.Count, ["b"] = 56 },
            ["font"] = new JsonObject { ["family"] = Font, ["size"] = 13, ["color"] = Ink },
            ["paper_bgcolor"] = "#FFFFFF",
            ["plot_bgcolor"] = "#FFFFFF",
            ["hovermode"] = "closest",
            ["legend"] = new JsonObject { ["itemsizing"] = "constant", ["tracegroupgap"] = 0 },
        };
    }

    /// <summary>The look of an axis, without what belongs to one figure.</summary>
    internal static JsonObject Axis(string label) => new()
    {
        ["title"] = new JsonObject { ["text"] = PlainText(label), ["standoff"] = 8 },
        ["automargin"] = true,
        ["zeroline"] = false,
        ["showline"] = true,
        ["linecolor"] = "#999999",
        ["gridcolor"] = Faint,
        ["ticks"] = "outside",
        ["ticklen"] = 4,
        ["tickcolor"] = "#999999",
    };

    /// <summary>The tools over a figure: save it as a picture, and undo a zoom. None of them asks a server.</summary>
    internal static JsonObject Config() => new()
    {
        ["displaylogo"] = false,
        ["modeBarButtons"] = new JsonArray((JsonNode)new JsonArray("toImage", "resetScale2d")),
    };

    /// <summary>Text that plotly shows as it is: plotly reads some HTML in its labels.</summary>
    internal static string PlainText(string text) =>
        text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static List<string> Wrap(string text, int length)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > length)
                lines.Add(word);
            else
                lines[^1] = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
        }
        return lines;
    }
}
