using static TorchSharp.torch;

namespace Autoencoders.Tests.Objectives;

public class FreeBitsTests
{
    [Fact]
    public void Each_variable_costs_its_mean_or_what_is_free()
    {
        // Divergences ½μ² at σ = 1: (2, 0), (0.5, 0.02), (0, 0.08): means 0.8333 and 0.0333
        var mu = tensor(new[,] { { 2, 0 }, { 1, 0.2 }, { 0, 0.4 } });
        var divergence = FreeBits.Divergence(mu, zeros_like(mu), 0.3);
        double[] expected = [2 + 0.3, 0.5 + 0.3, 0.3];
        for (var i = 0; i < 3; i++) Assert.Equal(expected[i], divergence[i].item<double>(), 1e-12);
        Assert.Equal(2.5 / 3 + 0.3, divergence.mean().item<double>(), 1e-12);
    }

    [Fact]
    public void Nothing_free_is_the_divergence_itself()
    {
        manual_seed(1);
        var (mu, logVar) = (randn(6, 3, float64), randn(6, 3, float64));
        Assert.True(FreeBits.Divergence(mu, logVar, 0).allclose(GaussianKl.ToStandardNormal(mu, logVar)));
    }

    [Fact]
    public void A_variable_within_its_allowance_has_no_gradient_and_the_others_have_theirs()
    {
        manual_seed(2);
        var mu = randn(6, 3, float64) * tensor(new[] { 0.1, 2, 2 });
        var m = mu.clone().requires_grad_();
        FreeBits.Divergence(m, zeros_like(mu), 0.5).sum().backward();
        Assert.Equal(0, m.grad!.narrow(1, 0, 1).abs().max().item<double>());
        Assert.True(m.grad.narrow(1, 1, 2).allclose(mu.narrow(1, 1, 2))); // ∂ ½μ²
        FiniteDifferences.Agree(v => FreeBits.Divergence(mu, v, 0.5), 0.1 * randn(6, 3, float64));
    }

    [Fact]
    public void A_negative_allowance_is_refused() =>
        Assert.Contains("-1",
            Assert.Throws<ArgumentException>(() => FreeBits.Divergence(zeros(2, 1), zeros(2, 1), -1)).Message);
}
