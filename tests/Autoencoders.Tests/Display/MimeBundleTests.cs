using System.Text.Json.Nodes;

namespace Autoencoders.Tests.Display;

public class MimeBundleTests
{
    public static TheoryData<IMimeBundle, string> Shown => new()
    {
        { new Plot("title", "x (s)", "y (m)").Line("a", [1, 2], [3, 4]),
            "application/vnd.plotly.v1+json, text/html, text/plain" },
        { Figure.Row("title", new Plot("title", "x (s)", "y (m)").Line("a", [1, 2], [3, 4])),
            "application/vnd.plotly.v1+json, text/html, text/plain" },
        { Figure.FromJson("""{"data":[]}"""), "application/vnd.plotly.v1+json, text/html, text/plain" },
        { new ImageGrid("caption").Row("a", [new float[2, 2]]), "image/png, text/html, text/plain" },
        { new Table("caption").Column("a", [1]), "text/html, text/markdown, text/plain" },
        { new Sound("caption", 8000).Add("a", TorchSharp.torch.zeros(10)), "text/html, text/plain" },
        { new KeyFigure("loss", 1, "nats"), "application/vnd.autoencoders.keyfigure+json, text/html, text/plain" },
    };

    [Theory]
    [MemberData(nameof(Shown))]
    public void A_kernel_that_knows_only_the_names_shows_every_form(IMimeBundle shown, string mimeTypes)
    {
        var bundle = Kernel.Show(shown);
        Assert.Equal(mimeTypes, string.Join(", ", bundle.Select(part => part.MimeType)));
        Assert.All(bundle, part => Assert.NotEmpty(part.Text));
        Assert.Equal(shown.ToString(), bundle.Single(part => part.MimeType == "text/plain").Text);
    }

    [Fact]
    public void An_object_that_is_no_bundle_is_left_to_other_formatters()
    {
        var writer = new StringWriter();
        Assert.False(new MimeBundleFormatter("text/html").Format("text", writer));
        Assert.False(new MimeBundleFormatter("image/png").Format(new KeyFigure("loss", 1, "nats"), writer));
        Assert.Empty(writer.ToString());
    }

    [Fact]
    public void A_key_figure_is_an_object_of_name_value_and_unit()
    {
        using var german = new GermanCulture();
        var figure = new KeyFigure("test <loss>", 0.10213, "nats/pixel");
        var json = JsonNode.Parse(Kernel.Show(figure, "application/vnd.autoencoders.keyfigure+json"))!.AsObject();
        Assert.Equal(["name", "value", "unit"], json.Select(p => p.Key));
        Assert.Equal(("test <loss>", 0.10213, "nats/pixel"),
            ((string?)json["name"], (double?)json["value"], (string?)json["unit"]));
        Assert.Equal("test <loss>: 0.1021 nats/pixel", Kernel.Show(figure, "text/plain"));
        Assert.DoesNotContain("<loss>", Kernel.Show(figure, "text/html"));
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "∞")]
    public void A_key_figure_that_is_not_finite_is_refused_by_name(double value, string text)
    {
        var error = Assert.Throws<ArgumentException>(() => new KeyFigure("test loss", value, "nats"));
        Assert.Contains("\"test loss\" is " + text, error.Message);
    }
}
