using static TorchSharp.torch;

namespace Autoencoders.Tests.Display;

public class DisentanglementReportTests
{
    /// <summary>
    /// A model that reads x and y off the picture, and nothing else: the mean column and row of the white pixels. The
    /// third latent holds a trace of noise.
    /// </summary>
    private sealed class CentreOfMass : IVae
    {
        public long Latent => 3;

        public (Tensor Mu, Tensor LogVar) Encode(Tensor x)
        {
            var image = x.reshape(-1, 32, 32);
            var at = linspace(-1, 1, 32);
            var mass = image.sum([1L, 2L]);
            var (columns, rows) = ((image.sum(1) * at).sum(1) / mass, (image.sum(2L) * at).sum(1) / mass);
            return (stack([zeros_like(columns), 4 * columns, 3 * rows], 1),
                tensor(new[] { 0f, -4, -2 }).expand(x.shape[0], 3));
        }

        public Tensor Decode(Tensor z) => z.sum(1, keepdim: true).expand(z.shape[0], 1024);
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void It_shows_which_latent_tells_of_which_factor()
    {
        var report = new DisentanglementReport("centre", new CentreOfMass(), Sprites.Small(), images: 1000);
        Assert.Equal(0, report.Nats[0], 1e-6);
        Assert.True(report.Nats[1] > report.Nats[2]);
        // latents by their nats: z1, z2, z0; factors shape … x, y
        var share = report.Matrices().ToPlotly()["data"]![0]!["z"]!.AsArray();
        double Share(int row, int factor) => share[row]![factor]!.GetValue<double>();
        Assert.InRange(Share(0, 3), 0.5, 1);
        Assert.InRange(Share(1, 4), 0.5, 1);
        Assert.All([Share(0, 4), Share(1, 3), Share(0, 2), Share(1, 2)], other => Assert.InRange(other, 0, 0.2));
        Assert.All(Enumerable.Range(0, 5), factor => Assert.Equal(0, Share(2, factor)));
        Assert.Contains("z1", report.Traversals(5000).ToString());
        var table = DisentanglementReport.Compare("models", report, report).ToString();
        Assert.Contains("β-VAE metric", table);
        Assert.Contains("centre", table);
    }
}
