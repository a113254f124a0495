using static TorchSharp.torch;

namespace Autoencoders.Tests.Latent;

public class DeepEmbeddedClusteringTests
{
    [Fact]
    public void Soft_assignments_and_targets_are_those_worked_out_by_hand()
    {
        var q = DeepEmbeddedClustering.SoftAssignment(tensor(new[,] { { 0.0 }, { 2.0 } }),
            tensor(new[,] { { 0.0 }, { 3.0 } }));
        // Kernels 1 and 1/10; 1/5 and 1/2.
        Assert.Equal(0,
            Tensors.LargestDifference(q, tensor(new[,] { { 10 / 11.0, 1 / 11.0 }, { 2 / 7.0, 5 / 7.0 } })), 1e-12);
        double[] f = [10 / 11.0 + 2 / 7.0, 1 / 11.0 + 5 / 7.0];
        var (a, b) = (100 / 121.0 / f[0], 1 / 121.0 / f[1]);
        var (c, d) = (4 / 49.0 / f[0], 25 / 49.0 / f[1]);
        var p = DeepEmbeddedClustering.Target(q);
        Assert.Equal(0,
            Tensors.LargestDifference(p, tensor(new[,] { { a / (a + b), b / (a + b) }, { c / (c + d), d / (c + d) } })),
            1e-12);
        var kl = a / (a + b) * Math.Log(a / (a + b) / (10 / 11.0)) + b / (a + b) * Math.Log(b / (a + b) / (1 / 11.0));
        Assert.Equal(kl, DeepEmbeddedClustering.Divergence(p, q)[0].item<double>(), 1e-12);
    }

    [Fact]
    public void The_gradient_is_the_papers()
    {
        // Equation 4 with one degree of freedom: ∂L/∂z_i = 2 Σ_j (p_ij − q_ij)(z_i − μ_j) / (1 + ‖z_i − μ_j‖²).
        manual_seed(1);
        var (z, centres) = (randn(20, 3, float64).requires_grad_(), randn(4, 3, float64));
        var q = DeepEmbeddedClustering.SoftAssignment(z, centres);
        var p = DeepEmbeddedClustering.Target(q).detach();
        DeepEmbeddedClustering.Divergence(p, q).sum().backward();
        var off = z.unsqueeze(1) - centres; // (20, 4, 3)
        var expected = 2 * ((p - q) / (1 + off.square().sum(2))).unsqueeze(2) * off;
        Assert.Equal(0, Tensors.LargestDifference(z.grad!, expected.sum(1)), 1e-12);
    }

    [Fact]
    public void Training_sharpens_the_assignments_and_keeps_the_decoder()
    {
        manual_seed(2);
        var pixels = cat([zeros(40, 1, 4, 4), 90 * ones(40, 1, 4, 4), 200 * ones(40, 1, 4, 4)])
            + 20 * rand(120, 1, 4, 4);
        using var data = new ImageData(pixels.to(uint8), arange(120, int64).div(40, rounding_mode: RoundingMode.floor),
            "patches", "test");
        var model = new DenseAutoencoder([16, 2]);
        Tensor Encode(Tensor x) => 5 * model.Encode(x); // the kernel's width is 1: codes must not all lie within it
        var dec = new DeepEmbeddedClustering(model, Encode, KMeans.Fit(Encode(data.Flat()).detach(), 3).Centres);
        var before = dec.call(data.Flat()).amax([1L]).mean().item<float>();
        var decoder = model.state_dict()["decoder.0.weight"].clone();
        var (run, changed) =
            dec.Fit(data, new TrainingOptions { Epochs = 30, BatchSize = 40, ShowProgress = false }, interval: 15);
        Assert.True(dec.call(data.Flat()).amax([1L]).mean().item<float>() > before);
        Assert.Equal(5, changed.Count);
        Assert.Equal(30, run.Epochs.Count);
        Assert.Equal(0, Tensors.LargestDifference(decoder, model.state_dict()["decoder.0.weight"]));
        Assert.InRange(ClusterAccuracy.Compute(data.Labels, dec.Assign(data)), 0.99, 1);
    }
}
