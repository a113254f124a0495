using System.Text.Json.Nodes;

namespace Autoencoders.Tests.Display;

public class PlotTests
{
    private static readonly Plot Empty = new("Loss falls", x: "epoch", y: "nats per pixel");

    [Fact]
    public void A_line_is_a_trace_with_its_numbers_and_the_axes_have_their_labels()
    {
        using var german = new GermanCulture();
        var json = Parse(Empty.Line("train", Enumerable.Range(1, 3), [0.25f, 0.5f, 0.125f]));
        var trace = json["data"]![0]!;
        Assert.Equal("scatter", (string?)trace["type"]);
        Assert.Equal("[1,2,3]", trace["x"]!.ToJsonString());
        Assert.Equal("[0.25,0.5,0.125]", trace["y"]!.ToJsonString());
        Assert.Equal("epoch", (string?)json["layout"]!["xaxis"]!["title"]!["text"]);
        Assert.Equal("nats per pixel", (string?)json["layout"]!["yaxis"]!["title"]!["text"]);
        Assert.Contains("Loss falls", (string?)json["layout"]!["title"]!["text"]);
    }

    [Fact]
    public void Names_stand_where_the_whole_numbers_were()
    {
        var axis = Parse(Empty.Points("seeds", [0, 1.2], [0.1, 0.2]).NamesX("MIG", "SAP"))["layout"]!["xaxis"]!;
        Assert.Equal("[0,1]", axis["tickvals"]!.ToJsonString());
        Assert.Equal("""["MIG","SAP"]""", axis["ticktext"]!.ToJsonString());
    }

    [Fact]
    public void What_is_not_finite_is_a_gap()
    {
        var json = Parse(Empty.Line("a", [1, 2, 3], [double.NaN, double.PositiveInfinity, 1]));
        Assert.Equal("[null,null,1]", json["data"]![0]!["y"]!.ToJsonString());
    }

    [Fact]
    public void Different_lengths_are_both_named()
    {
        var error = Assert.Throws<ArgumentException>(() => Empty.Line("train", [1, 2, 3], [1.0, 2.0]));
        Assert.Contains("\"train\" has 3 values of x but 2 of y", error.Message);
    }

    [Fact]
    public void An_empty_series_is_named()
    {
        var error =
            Assert.Throws<ArgumentException>(() => Empty.Line("train", Array.Empty<int>(), Array.Empty<double>()));
        Assert.Contains("\"train\" has no values", error.Message);
    }

    [Theory]
    [InlineData("", "x", "y")]
    [InlineData("title", " ", "y")]
    [InlineData("title", "x", "")]
    public void A_plot_without_a_title_or_a_label_is_refused(string title, string x, string y) =>
        Assert.Throws<ArgumentException>(() => new Plot(title, x, y));

    [Fact]
    public void Adding_leaves_the_plot_before_as_it_was()
    {
        var one = Empty.Line("a", [1, 2], [1, 2]);
        _ = one.Line("b", [1, 2], [1, 2]).LogY().Reference(3, "level");
        Assert.Single(Parse(one)["data"]!.AsArray());
        Assert.Empty(Parse(one)["layout"]!["shapes"]!.AsArray());
        Assert.Empty(Parse(Empty)["data"]!.AsArray());
    }

    [Fact]
    public void Text_that_looks_like_HTML_stays_text()
    {
        var plot = new Plot("a < b & c", "<i>x</i>", "y").Line("<b>bold</b>", [1], [1]).Reference(1, "1 < 2");
        var json = Parse(plot);
        Assert.Equal("<b>a &lt; b &amp; c</b>", (string?)json["layout"]!["title"]!["text"]);
        Assert.Equal("&lt;i&gt;x&lt;/i&gt;", (string?)json["layout"]!["xaxis"]!["title"]!["text"]);
        Assert.Equal("&lt;b&gt;bold&lt;/b&gt;", (string?)json["data"]![0]!["name"]);
        Assert.Equal("1 &lt; 2", (string?)json["layout"]!["annotations"]![0]!["text"]);
        Assert.Contains("<b>bold</b>", plot.ToString());
    }

    [Fact]
    public void A_reference_line_crosses_the_plot_and_the_axis_reaches_it()
    {
        var json = Parse(Empty.Line("a", [1, 2], [10, 100]).LogY().Reference(0.01, "floor"));
        var line = json["layout"]!["shapes"]![0]!;
        Assert.Equal(("x domain", "y", 0.01, 0.01),
            ((string?)line["xref"], (string?)line["yref"], (double?)line["y0"], (double?)line["y1"]));
        // plotly places shapes by value, but annotations on logarithmic axes by exponent.
        Assert.Equal(-2, (double?)json["layout"]!["annotations"]![0]!["y"]);
        Assert.Contains(json["data"]!.AsArray(), t => t!["y"]!.AsArray().Any(y => (double?)y == 0.01));
    }

    [Fact]
    public void Ticks_of_a_logarithmic_axis_say_their_whole_number()
    {
        var axis = Parse(Empty.Line("a", [1, 2], [0.02, 3]).LogY())["layout"]!["yaxis"]!;
        Assert.Equal("log", (string?)axis["type"]);
        Assert.Equal(["0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1", "2", "5", "10", "20", "50"],
            axis["ticktext"]!.AsArray().Select(t => (string?)t));
    }

    [Fact]
    public void A_range_on_a_logarithmic_axis_is_given_in_values()
    {
        var axis = Parse(Empty.Line("a", [1, 2], [0.02, 3]).RangeY(0.001, 100).LogY())["layout"]!["yaxis"]!;
        Assert.Equal([-3.0, 2.0], axis["range"]!.AsArray().Select(v => Math.Round((double)v!, 9)));
    }

    [Fact]
    public void Points_by_class_are_sorted_traces_labelled_at_their_medians()
    {
        var json =
            Parse(new Plot("t", "z₁", "z₂").PointsByClass("digit", [1.0, 5, 2, 30], [1.0, 6, 3, 2], [7, 3, 7, 7]));
        Assert.Equal(["3", "7"], json["data"]!.AsArray().Select(t => (string?)t!["name"]));
        Assert.Equal("[1,2,30]", json["data"]![1]!["x"]!.ToJsonString());
        var seven = json["layout"]!["annotations"]![1]!;
        Assert.Equal(("7", 2.0, 2.0), ((string?)seven["text"], (double?)seven["x"], (double?)seven["y"]));
        Assert.Equal("digit", (string?)json["layout"]!["legend"]!["title"]!["text"]);
        Assert.NotEqual((string?)json["data"]![0]!["marker"]!["color"], (string?)json["data"]![1]!["marker"]!["color"]);
    }

    [Fact]
    public void Names_of_classes_do_not_lie_on_each_other()
    {
        // Both medians are (5, 5); the second name goes to its class's nearest point that is clear of the first.
        var json = Parse(new Plot("t", "z₁", "z₂").PointsByClass("digit",
            [0.0, 5, 10, 1, 5, 5.5, 7], [0.0, 5, 10, 5, 5, 5, 5], [1, 1, 1, 2, 2, 2, 2]));
        var names = json["layout"]!["annotations"]!.AsArray();
        Assert.Equal((5.0, 5.0), ((double)names[0]!["x"]!, (double)names[0]!["y"]!));
        Assert.Equal((7.0, 5.0), ((double)names[1]!["x"]!, (double)names[1]!["y"]!));
    }

    [Fact]
    public void A_histogram_counts_every_value_once_and_says_how_many_lie_outside()
    {
        // Bins of width 1 from 0 to 4: the last one holds its upper edge.
        var trace =
            Parse(
                Empty.Histogram("h", [0.0, 0.5, 1, 1.5, 1.9, 4, 4.1, -1, double.NaN], bins: 4, from: 0,
                    to: 4))["data"]![0]!;
        Assert.Equal("[0,0,1,2,3,4]", trace["x"]!.ToJsonString());
        Assert.Equal("[0,2,3,0,1,0]", trace["y"]!.ToJsonString());
        Assert.Equal("h (3 outside)", (string?)trace["name"]);
    }

    [Fact]
    public void The_area_of_a_density_is_the_share_of_values_inside()
    {
        var trace =
            Parse(Empty.Histogram("h", [0.1, 0.2, 0.7, 3], bins: 2, from: 0, to: 1, density: true))["data"]![0]!;
        Assert.Equal(0.75, trace["y"]!.AsArray().Sum(y => 0.5 * (double)y!), 6);
    }

    [Fact]
    public void A_band_is_drawn_from_the_spread_below_to_the_spread_above()
    {
        var data = Parse(Empty.Band("b", [1, 2], [10.0, 20], [1.0, 2]))["data"]!.AsArray();
        Assert.Equal(["[9,18]", "[11,22]", "[10,20]"], data.Select(t => t!["y"]!.ToJsonString()));
        Assert.Equal(["none", "tonexty", null], data.Select(t => (string?)t!["fill"]));
    }

    [Fact]
    public void A_diverging_matrix_is_white_at_zero()
    {
        var trace = Parse(new Plot("t", "column", "row")
            .Matrix("nats", new[,] { { -1.0, 2 }, { 0, double.NaN } }, diverging: true))["data"]![0]!;
        Assert.Equal((-2.0, 2.0), ((double)trace["zmin"]!, (double)trace["zmax"]!));
        Assert.Equal("[[-1,2],[0,null]]", trace["z"]!.ToJsonString());
    }

    [Fact]
    public void Bars_take_a_spread_of_the_same_length_only()
    {
        var plot = Empty.Bars("b", ["a", "b"], [1.0, 2], [0.1, 0.2]);
        Assert.Equal("[0.1,0.2]", Parse(plot)["data"]![0]!["error_y"]!["array"]!.ToJsonString());
        Assert.Throws<ArgumentException>(() => Empty.Bars("b", ["a", "b"], [1.0, 2], [0.1]));
    }

    [Fact]
    public void The_text_says_what_the_lines_do() =>
        Assert.Equal("Loss falls. nats per pixel against epoch: train 0.5 → 0.25 (3 points, 0.25 … 0.5); "
        + "floor at 0.0581.",
            Empty.Line("train", [1, 2, 3], [0.5, 0.3, 0.25]).Reference(0.0581, "floor").ToString());

    [Fact]
    public void Every_trace_is_of_a_type_that_plotly_knows_and_lies_on_axes_of_the_layout()
    {
        var plot = Empty.Line("l", [1, 2], [1, 2]).Band("b", [1, 2], [1, 2], [1, 1]).Area("a", [1, 2], [1, 2])
            .Points("p", [1, 2], [1, 2])
            .PointsByValue("v", [1, 2], [1, 2], [1, 2]).Histogram("h", [1, 2])
            .Heatmap("z", [1, 2], [1, 2], new[,] { { 1, 2 }, { 3, 4 } })
            .Bars("bars", ["a"], [1.0]).Reference(1, "r").ReferenceX(1, "rx").Text(1, 1, "text");
        var json = Parse(Figure.Row("row", plot, plot));
        var layout = json["layout"]!.AsObject();
        Assert.All(json["data"]!.AsArray(), trace =>
        {
            Assert.Contains((string)trace!["type"]!, new[] { "scatter", "bar", "heatmap" });
            Assert.True(layout.ContainsKey(((string)trace["xaxis"]!).Replace("x", "xaxis")));
            Assert.True(layout.ContainsKey(((string)trace["yaxis"]!).Replace("y", "yaxis")));
        });
    }

    private static JsonObject Parse(Figure figure) => JsonNode.Parse(figure.ToJson())!.AsObject();
}
