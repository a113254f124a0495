using System.Text.Json.Nodes;

namespace Autoencoders.Tests.Display;

public class FigureTests
{
    private static Plot Plot(double level) =>
        new Plot($"level {level}", "x (s)", "y (m)").Line("a", [0, 10], [level, 2 * level]);

    [Fact]
    public void Plots_in_a_row_share_the_width_the_scale_and_the_legend()
    {
        var json = JsonNode.Parse(Figure.Row("two", Plot(1), Plot(5)).ToJson())!;
        var (left, right) =
            (json["layout"]!["xaxis"]!["domain"]!.AsArray(), json["layout"]!["xaxis2"]!["domain"]!.AsArray());
        Assert.Equal((0.0, 1.0), ((double)left[0]!, Math.Round((double)right[1]!, 9)));
        Assert.True((double)left[1]! < (double)right[0]!);
        Assert.Equal("y", (string?)json["layout"]!["yaxis2"]!["matches"]);
        Assert.Equal([true, false], json["data"]!.AsArray().Select(t => (bool)t!["showlegend"]!));
        Assert.Contains(json["layout"]!["annotations"]!.AsArray(), a => (string?)a!["text"] == "level 5");
    }

    [Fact]
    public void A_name_in_a_row_has_one_colour_and_a_colour_one_name()
    {
        static Plot Lines(params string[] names) =>
            names.Aggregate(new Plot("t", "x", "y"), (plot, name) => plot.Line(name, [0, 1], [1, 2]));
        var banded = Lines("a").Band("d", [0, 1], [1, 2], [0.1, 0.1]).Area("b", [0, 1], [1, 2])
            .PointsByValue("age (years)", [0, 1], [0, 1], [10, 20]);
        var data = JsonNode.Parse(Figure.Row("three", Lines("a", "b"), Lines("c", "b"), banded).ToJson())!["data"]!
            .AsArray().Select(trace => trace!.AsObject()).ToList();
        string Line(int trace) => (string)data[trace]["line"]!["color"]!;
        Assert.Equal(Theme.Palette.Take(4), [Line(0), Line(1), Line(2), Line(7)]);
        Assert.Equal([Line(1), Line(0), Line(1)], [Line(3), Line(4), Line(8)]);
        Assert.Equal(Theme.Colour(3, 0.2), (string?)data[5]["fillcolor"]);
        Assert.Equal(Theme.Colour(1, 0.2), (string?)data[8]["fillcolor"]);
        Assert.Equal([10, 20], data[9]["marker"]!["color"]!.AsArray().Select(value => (int)value!));
    }

    [Fact]
    public void A_map_in_a_row_keeps_its_own_scale()
    {
        var json = JsonNode.Parse(Figure.Row("two", Plot(1).EqualAxes(), Plot(5).EqualAxes()).ToJson())!;
        Assert.Null(json["layout"]!["yaxis2"]!["matches"]);
    }

    [Fact]
    public void Categories_in_a_row_keep_their_own_order()
    {
        static Plot Map(params string[] rows) =>
            new Plot("t", "x", "y").Matrix("nats", new[,] { { 0.0 }, { 1.0 } }, rows);
        Assert.Null(
            JsonNode.Parse(Figure.Row("two", Map("p", "q"), Map("q", "p")).ToJson())!["layout"]!["yaxis2"]!["matches"]);
    }

    [Fact]
    public void Heatmaps_of_one_unit_share_their_colours_and_leave_room_for_the_legend()
    {
        static Plot Map(string unit) => new Plot("t", "x", "y").Heatmap(unit, [0, 1], [0], new[,] { { 0.0, 1.0 } });
        var json = JsonNode.Parse(Figure.Row("three", Map("nats"), Map("nats"), Map("share"), Plot(1)).ToJson())!;
        Assert.Equal(["coloraxis", "coloraxis", "coloraxis2", null],
            json["data"]!.AsArray().Select(t => (string?)t!["coloraxis"]));
        double At(string axis) => (double)json["layout"]![axis]!["colorbar"]!["x"]!;
        Assert.True(1 < At("coloraxis") && At("coloraxis") < At("coloraxis2")
            && At("coloraxis2") < (double)json["layout"]!["legend"]!["x"]!);
    }

    [Fact]
    public void Points_with_a_colour_bar_leave_room_for_the_legend()
    {
        var coloured = new Plot("t", "x", "y").PointsByValue("age (years)", [0, 1], [0, 1], [10, 20]);
        var layout = JsonNode.Parse(Figure.Row("two", coloured, Plot(1)).ToJson())!;
        var bar = (double)layout["data"]![0]!["marker"]!["colorbar"]!["x"]!;
        Assert.True(1 < bar && bar < (double)layout["layout"]!["legend"]!["x"]!);
    }

    [Fact]
    public void A_slider_has_a_frame_for_each_step_in_one_range()
    {
        var json = JsonNode.Parse(Figure.Slider("s", "β", [("1", Plot(1)), ("4", Plot(4))]).ToJson())!;
        Assert.Equal(["1", "4"], json["frames"]!.AsArray().Select(f => (string?)f!["name"]));
        Assert.Equal(["1", "4"], json["layout"]!["sliders"]![0]!["steps"]!.AsArray()
            .Select(s => (string?)s!["args"]![0]![0]));
        var range = json["layout"]!["yaxis"]!["range"]!.AsArray();
        Assert.True((double)range[0]! < 1 && (double)range[1]! > 8);
    }

    [Fact]
    public void A_slider_keeps_the_foot_of_bars_and_the_meaning_of_colours()
    {
        static Plot Bars(double height) => new Plot("t", "x", "y").Bars("b", ["a"], [height]);
        var range = JsonNode.Parse(Figure.Slider("s", "β", [("1", Bars(5)), ("2", Bars(6))])
            .ToJson())!["layout"]!["yaxis"]!["range"]!.AsArray();
        Assert.True((double)range[0]! <= 0 && (double)range[1]! >= 6);

        static Plot Map(double value) => new Plot("t", "x", "y").Heatmap("z", [0, 1], [0], new[,] { { 0, value } });
        var frames =
            JsonNode.Parse(Figure.Slider("s", "β", [("1", Map(-5)), ("2", Map(6))]).ToJson())!["frames"]!.AsArray();
        Assert.All(frames,
            f => Assert.Equal((-5.0, 6.0), ((double)f!["data"]![0]!["zmin"]!, (double)f["data"]![0]!["zmax"]!)));
    }

    [Fact]
    public void A_slider_over_image_grids_draws_them_in_grey_row_below_row()
    {
        static ImageGrid Grid(float value) => new ImageGrid("g").Row("input", [new float[,] { { 0, value }, { 1, 2 } }])
            .Row("output", [new float[,] { { 0, 0 }, { 0, 0 } }]);
        var json = JsonNode.Parse(Figure.Slider("s", "σ", [("1", Grid(0.25f)), ("2", Grid(0.5f))]).ToJson())!;
        var rows = json["frames"]![0]!["data"]!.AsArray();
        Assert.Equal(["[[0,0.25],[1,1]]", "[[0,0],[0,0]]"], rows.Select(r => r!["z"]!.ToJsonString()));
        Assert.All(rows, r => Assert.Equal((0.0, 1.0, "#000000"),
            ((double)r!["zmin"]!, (double)r["zmax"]!, (string?)r["colorscale"]![0]![1])));
        Assert.True(rows[0]!["y"]!.AsArray().Max(y => (double)y!) < rows[1]!["y"]!.AsArray().Min(y => (double)y!));
        Assert.Equal("[1.5,-0.5]", json["layout"]!["yaxis"]!["range"]!.ToJsonString());   // the first row at the top
        Assert.Equal("[\"input\",\"output\"]", json["layout"]!["yaxis"]!["ticktext"]!.ToJsonString());
    }

    [Fact]
    public void A_slider_over_signed_images_is_refused()
    {
        var signed = new ImageGrid("g").SignedRow("filters", [new float[,] { { -1, 1 } }]);
        Assert.Contains("filters", Assert.Throws<ArgumentException>(
            () => Figure.Slider("s", "σ", [("1", signed)])).Message);
    }

    [Fact]
    public void A_slider_over_different_series_names_both()
    {
        var other = new Plot("t", "x", "y").Line("b", [1], [1]);
        var error = Assert.Throws<ArgumentException>(() => Figure.Slider("s", "β", [("1", Plot(1)), ("4", other)]));
        Assert.Contains("At β = 4 the series are b, but at β = 1 they are a", error.Message);
    }

    [Fact]
    public void A_foreign_figure_is_shown_as_it_came_with_titles_spelled_as_plotly_now_reads_them()
    {
        const string Json =
            """{"data":[{"type":"scatter","name":"a","x":[1,2],"y":[3,null]},{"type":"pie","values":[1,2]}],"layout":{"title":"Old","xaxis":{"title":"t (s)"},"width":300},"config":{"responsive":true},"frames":[]}""";
        var figure = Figure.FromJson(Json);
        var json = JsonNode.Parse(figure.ToJson())!;
        Assert.Equal("Old", (string?)json["layout"]!["title"]!["text"]);
        Assert.Equal("t (s)", (string?)json["layout"]!["xaxis"]!["title"]!["text"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Json)!["data"], json["data"]));
        Assert.True((bool)json["config"]!["responsive"]!);
        Assert.Equal("Old. xaxis: t (s). a 3 → gap (2 points, 3 … 3); pie.", figure.ToString());
    }

    // As the libraries wrote them, Plotly.NET's without its template. The notebook on charts does this with the
    // libraries themselves.
    [Theory]
    [InlineData("""{"data":[{"type":"scatter","name":"train","mode":"lines","x":[1,2,3],"y":[0.3,0.2,0.1],"marker":{},"line":{"dash":"dash"}}],"layout":{"width":600,"height":600,"template":{"layout":{"title":{"x":0.05},"xaxis":{"automargin":"height\u002Bwidth"}}},"title":{"text":"T"},"xaxis":{"title":{"text":"epoch"}},"yaxis":{"title":{"text":"nats"}}},"config":{"responsive":true}}""")]
    [InlineData("""{"data":[{"type":"scatter","x":[1,2,3],"y":[0.3,0.2,0.1],"mode":"lines","name":"train"}],"layout":{"title":"T","xaxis":{"title":"epoch","_isSubplotObj":true},"yaxis":{"title":"nats","_isSubplotObj":true},"width":900,"height":500}}""")]
    public void The_JSON_of_Plotly_NET_and_of_XPlot_is_a_figure(string json)
    {
        var figure = Figure.FromJson(json);
        Assert.Equal("T. xaxis: epoch, yaxis: nats. train 0.3 → 0.1 (3 points, 0.1 … 0.3).", figure.ToString());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json)!["data"], JsonNode.Parse(figure.ToJson())!["data"]));
    }

    [Fact]
    public void The_tools_of_a_figure_ask_no_server()
    {
        string Tools(string json) => JsonNode.Parse(json)!["config"]!["modeBarButtons"]!.ToJsonString();
        const string Local = """[["toImage","resetScale2d"]]""";
        Assert.Equal(Local, Tools(Plot(1).ToJson()));
        Assert.Equal(Local, Tools(Figure.FromJson("""{"data":[]}""").ToJson()));
        Assert.Equal("""[["zoom2d"]]""",
            Tools(Figure.FromJson("""{"data":[],"config":{"modeBarButtons":[["zoom2d"]]}}""").ToJson()));
    }

    [Theory]
    [InlineData("not json", "invalid")]
    [InlineData("[1]", "must be an object")]
    [InlineData("{}", "\"data\" must be an array")]
    [InlineData("""{"data":{}}""", "\"data\" must be an array")]
    [InlineData("""{"data":[{},3]}""", "trace 1")]
    [InlineData("""{"data":[],"layout":[]}""", "\"layout\" must be an object")]
    [InlineData("""{"data":[],"frames":{}}""", "\"frames\" must be an array")]
    public void JSON_that_is_no_figure_is_refused_with_the_reason(string json, string reason)
    {
        var error = Assert.Throws<ArgumentException>(() => Figure.FromJson(json));
        Assert.Contains("not the JSON of a plotly figure", error.Message);
        Assert.Contains(reason, error.Message);
    }
}
