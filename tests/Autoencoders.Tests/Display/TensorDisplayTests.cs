using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Display;

public class TensorDisplayTests
{
    private static readonly Plot Axes = new("t", "x", "y");

    [Fact]
    public void A_tensor_of_any_type_with_a_gradient_or_a_stride_is_drawn_by_its_values()
    {
        using var scope = NewDisposeScope();
        var y = tensor(new float[] { 1, 9, 2, 9, 3, 9 }, requires_grad: true).reshape(3, 2).select(1, 0);
        var trace = First(Axes.Line("a", tensor(new long[] { 1, 2, 3 }), y));
        Assert.Equal("[1,2,3]", trace["x"]!.ToJsonString());
        Assert.Equal("[1,2,3]", trace["y"]!.ToJsonString());
        Assert.Equal("[1,2,3]", First(Axes.Line("a", new[] { 4, 5, 6 }, y))["y"]!.ToJsonString());
    }

    [Fact]
    public void Points_are_the_two_columns_of_a_tensor()
    {
        using var scope = NewDisposeScope();
        var points = tensor(new double[] { 1, 10, 2, 20 }).reshape(2, 2);
        Assert.Equal("[1,2]", First(Axes.Points("p", points))["x"]!.ToJsonString());
        Assert.Equal("[10,20]", First(Axes.Points("p", points))["y"]!.ToJsonString());
        Assert.Equal("7", (string?)First(Axes.PointsByClass("digit", points, tensor(new long[] { 9, 7 })))["name"]);
        Assert.Equal("[5,6]",
            First(Axes.PointsByValue("v", points, tensor(new float[] { 5, 6 })))["marker"]!["color"]!.ToJsonString());
    }

    [Fact]
    public void Matrices_and_heatmaps_keep_rows_and_columns()
    {
        using var scope = NewDisposeScope();
        var values = tensor(new float[] { 1, 2, 3, 4, 5, 6 }).reshape(2, 3);
        Assert.Equal("[[1,2,3],[4,5,6]]", First(Axes.Matrix("m", values))["z"]!.ToJsonString());
        Assert.Equal("[[1,2,3],[4,5,6]]", First(Axes.Heatmap("m", arange(3), arange(2), values))["z"]!.ToJsonString());
    }

    [Fact]
    public void A_tensor_of_the_wrong_shape_is_named_with_its_shape()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("shape (2, 2)",
            Assert.Throws<ArgumentException>(() => Axes.Line("a", new[] { 1, 2 }, zeros(2, 2))).Message);
        Assert.Contains("not (4, 3)", Assert.Throws<ArgumentException>(() => Axes.Points("a", zeros(4, 3))).Message);
        Assert.Contains("not one of shape (4)",
            Assert.Throws<ArgumentException>(() => Axes.Matrix("a", zeros(4))).Message);
    }

    [Theory]
    [InlineData(new long[] { 3, 4, 5 }, false, "3 images 4×5")]
    [InlineData(new long[] { 3, 1, 4, 5 }, false, "3 images 4×5")]
    [InlineData(new long[] { 2, 3, 4, 5 }, false, "2 images 4×5")]
    [InlineData(new long[] { 3, 20 }, true, "3 images 4×5")]
    [InlineData(new long[] { 2, 60 }, true, "2 images 4×5")]
    public void Images_come_in_every_shape_of_the_course(long[] shape, bool flat, string text)
    {
        using var scope = NewDisposeScope();
        var grid = new ImageGrid("c").Row("r", rand(shape), flat ? (4, 5) : null);
        Assert.Contains(text, grid.ToString());
        Assert.NotEmpty(grid.ToPng());
    }

    [Fact]
    public void Colour_images_keep_their_channels_and_pixels_their_places()
    {
        using var scope = NewDisposeScope();
        var image = tensor(new float[] { 0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23 }).reshape(1, 3, 2, 2);
        var batch = TensorValues.Images("r", image, null);
        Assert.Equal((1f, 12f, 23f), (batch.At(0, 0, 0, 1), batch.At(0, 1, 1, 0), batch.At(0, 2, 1, 1)));
    }

    [Fact]
    public void Bytes_are_shares_of_255()
    {
        using var scope = NewDisposeScope();
        var batch = TensorValues.Images("r", tensor(new byte[] { 0, 51, 255, 102 }).reshape(1, 2, 2), null);
        Assert.Equal([0f, 0.2f, 1f, 0.4f], batch.Pixels);
    }

    [Theory]
    [InlineData(new long[] { 10, 785 }, null, "shape: (28, 28)")]
    [InlineData(new long[] { 10, 783 }, 28, "783 values are neither 28 × 28")]
    [InlineData(new long[] { 10, 2, 28, 28 }, null, "(n, 3, height, width)")]
    [InlineData(new long[] { 28 }, null, "(n, height, width)")]
    [InlineData(new long[] { 1, 28, 28 }, 28, "leave out shape")]
    [InlineData(new long[] { 0, 28, 28 }, null, "no pixels")]
    public void Tensors_that_are_no_images_are_refused_with_advice(long[] shape, int? side, string advice)
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => new ImageGrid("c")
            .Row("r", zeros(shape), side is { } s ? (s, s) : null));
        Assert.Contains(advice, error.Message);
        Assert.Contains($"({string.Join(", ", shape)})", error.Message);
    }

    [Fact]
    public void Tiles_fill_rows_in_order()
    {
        using var scope = NewDisposeScope();
        var grid = new ImageGrid("c").Tiles(rand(5, 2, 2), columns: 2);
        Assert.Contains("5 images 2×2", grid.ToString());
        Assert.NotEmpty(grid.ToPng());
    }

    [Fact]
    public void Showing_a_tensor_leaves_no_tensor_behind()
    {
        using var scope = NewDisposeScope();
        var images = zeros(2, 4, 4, dtype: ScalarType.Byte);
        var before = scope.DisposablesCount;
        _ = new ImageGrid("c").Row("r", images);
        _ = Axes.Histogram("h", images);
        Assert.Equal(before, scope.DisposablesCount);
    }

    private static JsonObject First(Figure figure) => JsonNode.Parse(figure.ToJson())!["data"]![0]!.AsObject();
}
