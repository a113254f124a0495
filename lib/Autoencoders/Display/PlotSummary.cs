using System.Net;
using System.Text.Json.Nodes;

namespace Autoencoders;

/// <summary>
/// A line of text that says what a plot shows, for a page without scripts, a terminal or a screen reader.
/// </summary>
internal static class PlotSummary
{
    public static string Write(PlotContent plot)
    {
        var parts = plot.Traces.Where(t => t["showlegend"]?.GetValue<bool>() != false
            || t["type"]!.GetValue<string>() == "heatmap" || t["marker"]?["colorbar"] is not null).Select(Write)
            .Concat(plot.References.Select(r => $"{r.Label} at {Numbers.Text(r.At)}"));
        return $"{plot.Title}. {plot.Y.Label} against {plot.X.Label}: {string.Join("; ", parts)}.";
    }

    /// <summary>A trace's name and what its numbers do.</summary>
    public static string Write(JsonObject trace)
    {
        var name = trace["name"] is JsonValue text ? WebUtility.HtmlDecode(text.ToString()) : "";
        var numbers = What(trace);
        return name.Length == 0 ? numbers : $"{name} {numbers}";
    }

    private static string What(JsonObject trace)
    {
        var type = trace["type"] is JsonValue t ? t.ToString() : "scatter";
        if (trace["z"] is JsonArray z)
            return $"{type} of {z.Count} × {(z.FirstOrDefault() as JsonArray)?.Count
                ?? 0} values {Range(z.OfType<JsonArray>().SelectMany(Finite))}";
        if (trace["y"] is not JsonArray y)
            return trace["x"] is JsonArray only ? $"{type} of {only.Count} values {Range(Finite(only))}" : type;
        if (type == "bar" && trace["x"] is JsonArray categories && y.Count <= 12)
            return string.Join(", ",
                categories.Zip(y, (c, v) => $"{WebUtility.HtmlDecode(c?.ToString())} {Number(v)}"));
        var mode = trace["mode"] is JsonValue m ? m.ToString() : "lines";
        if (type == "scatter" && mode.StartsWith("lines", StringComparison.Ordinal) && trace["line"]?["shape"] is null)
            return y.Count == 0 ? "empty" : $"{Number(y[0])} → {Number(y[^1])} ({y.Count} points, {Range(Finite(y))})";
        return mode == "markers"
            ? $"{y.Count} points ({Range(Finite(trace["x"] as JsonArray ?? []))}; {Range(Finite(y))})"
            : $"{y.Count} values {Range(Finite(y))}";
    }

    private static IEnumerable<double> Finite(JsonArray values) =>
        values.OfType<JsonValue>().Select(v => v.TryGetValue(out double number) ? number : double.NaN)
        .Where(double.IsFinite);

    private static string Range(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return all.Length == 0 ? "without numbers" : $"{Numbers.Text(all.Min())} … {Numbers.Text(all.Max())}";
    }

    private static string Number(JsonNode? value) =>
        value is JsonValue json && json.TryGetValue(out double number)
        ? Numbers.Text(number)
        : value?.ToString() ?? "gap";
}
