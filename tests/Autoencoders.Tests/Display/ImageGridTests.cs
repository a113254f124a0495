namespace Autoencoders.Tests.Display;

public class ImageGridTests
{
    private static readonly float[,] Ramp = { { 0, 0.5f }, { 1, 0.25f } };

    [Fact]
    public void Every_pixel_becomes_a_square_of_its_grey()
    {
        var png = Draw(new ImageGrid("c").Scale(3).Row("", [Ramp]));
        var (left, top) = Corner(png, (0, 0, 0));
        for (var y = 0; y < 12; y++)
        {
            for (var x = 0; x < 12; x++)
                Assert.Equal((byte)Math.Round(255 * Ramp[y / 6, x / 6]), png[left + x, top + y].G);
        }
        Assert.Equal(1, png.Channels);
    }

    [Fact]
    public void Images_stand_a_gap_apart_and_rows_below_each_other()
    {
        float[,] black = { { 0 } };
        var png = Draw(new ImageGrid("c").Scale(4).Gap(5).Row("", [black, black]).Row("", [black, black]));
        var (left, top) = Corner(png, (0, 0, 0));
        foreach (var (x, y) in new[] { (0, 0), (18, 0), (0, 18), (25, 25) })
            Assert.Equal(0, png[left + x, top + y].R);
        foreach (var (x, y) in new[] { (8, 0), (17, 17), (0, 8), (26, 0) })
            Assert.Equal(255, png[left + x, top + y].R);
    }

    [Fact]
    public void Signed_rows_are_blue_below_zero_and_vermillion_above_on_one_scale()
    {
        var grid = new ImageGrid("c").SignedRow("", [new float[,] { { -2, 0, 1 } }])
            .SignedRow("", [new float[,] { { 0, 0, 4 } }]);
        var png = Draw(grid);
        // −2 of 4: half way to blue
        var (left, top) = Corner(png, (0xF7 / 2, (0xF7 + 0x72) / 2, (0xF7 + 0xB2) / 2), tolerance: 1);
        var scale = 2 * 8;
        Assert.Equal((0xF7, 0xF7, 0xF7), png[left + scale, top]);
        Assert.Equal((0xD5, 0x5E, 0x00), png[left + 2 * scale, top + scale + 6]);
    }

    [Fact]
    public void What_lies_outside_the_scale_is_clipped_and_said()
    {
        var text = new ImageGrid("c").Row("noisy", [new float[,] { { -0.5f, 1.5f } }]).ToString();
        Assert.Equal("c. noisy: 1 image 1×2, −0.5 … 1.5. noisy: −0.5 … 1.5, clipped to 0 … 1.", text);
    }

    [Fact]
    public void Another_range_than_0_to_1_is_said() =>
        Assert.Contains("black −1, white 1", new ImageGrid("c").Range(-1, 1).Row("a", [Ramp]).ToString());

    [Fact]
    public void Pixels_that_are_not_finite_are_orange_and_said()
    {
        var grid = new ImageGrid("c").Row("", [new[,] { { float.NaN } }]);
        Corner(Draw(grid), (0xFF, 0xA5, 0x00));
        Assert.Contains("not finite are orange", grid.ToString());
    }

    [Fact]
    public void Labels_make_room_for_themselves()
    {
        int Left(string label) => Corner(Draw(new ImageGrid("c").Row(label, [Ramp]).Scale(20)), (0, 0, 0)).X;
        Assert.True(Left("a much longer label") > Left("short") && Left("short") > Left(""));
    }

    [Fact]
    public void The_picture_is_twice_as_fine_as_the_page()
    {
        var grid = new ImageGrid("c").Row("a", [Ramp]);
        var png = Draw(grid);
        Assert.Equal(7559, png.PixelsPerMetre);
        Assert.Contains($"width=\"{png.Width / 2}\"", Kernel.Show(grid, "text/html"));
    }

    [Fact]
    public void The_description_is_escaped_in_HTML() =>
        Assert.Contains("alt=\"a &quot;b&quot; &lt;c&gt;.",
            Kernel.Show(new ImageGrid("a \"b\" <c>").Row("", [Ramp]), "text/html"));

    [Fact]
    public void Images_of_different_sizes_are_both_named()
    {
        var error =
            Assert.Throws<ArgumentException>(() => new ImageGrid("c").Row("a", [Ramp]).Row("b", [new float[3, 4]]));
        Assert.Contains("\"b\" are 3 × 4, but those of \"a\" are 2 × 2", error.Message);
        Assert.Throws<ArgumentException>(() => new ImageGrid("c").Row("a", [Ramp, new float[3, 4]]));
        Assert.Throws<ArgumentException>(() => new ImageGrid("c").Row("a", Array.Empty<float[,]>()));
    }

    [Fact]
    public void Names_and_axes_that_do_not_fit_the_grid_are_errors()
    {
        var grid = new ImageGrid("c").Row("a", [Ramp, Ramp]);
        Assert.Contains("2 columns but 1",
            Assert.Throws<InvalidOperationException>(() => grid.Columns("one").ToPng()).Message);
        Assert.Contains("is 1 × 2",
            Assert.Throws<InvalidOperationException>(() => grid.Axes("x", [1], "y", [1]).ToPng()).Message);
        Assert.Contains("no rows", Assert.Throws<InvalidOperationException>(() => new ImageGrid("c").ToPng()).Message);
    }

    [Fact]
    public void A_grid_over_axes_says_where_it_goes()
    {
        var grid = new ImageGrid("c").Row("", [Ramp, Ramp]).Row("", [Ramp, Ramp]).Axes("z₁", [-1, 1], "z₂", [2, -2]);
        Assert.Equal("c. 2 × 2 images 2×2, z₁ from −1 to 1 by columns, z₂ from 2 (top) to −2 by rows.",
            grid.ToString());
        Assert.NotEmpty(grid.ToPng());
    }

    private static PngDecoder Draw(ImageGrid grid) => new(Convert.FromBase64String(Kernel.Show(grid, "image/png")));

    // The first pixel, row by row, of about this colour that begins a square of at least 6 × 6: letters are thinner.
    private static (int X, int Y) Corner(PngDecoder png, (int R, int G, int B) colour, int tolerance = 0)
    {
        bool Is(int x, int y) => Math.Abs(png[x, y].R - colour.R) <= tolerance
            && Math.Abs(png[x, y].G - colour.G) <= tolerance && Math.Abs(png[x, y].B - colour.B) <= tolerance;
        for (var y = 0; y < png.Height - 6; y++)
        {
            for (var x = 0; x < png.Width - 6; x++)
            {
                if (Enumerable.Range(0, 36).All(i => Is(x + i % 6, y + i / 6)))
                    return (x, y);
            }
        }
        throw new InvalidDataException($"no square of {colour}");
    }
}
