using static TorchSharp.torch;

namespace Autoencoders.Tests.Models;

public class EncoderTests
{
    [Fact]
    public void A_fixed_variance_commits_the_encoder_to_its_rate_whatever_the_mean()
    {
        manual_seed(1);
        var encoder = new FixedVarianceEncoder(new GaussianEncoder([6, 5], 3), 0.5);
        var (mu, logVar) = encoder.call(randn(10, 6));
        Assert.All(logVar.data<float>().ToArray(), value => Assert.Equal(Math.Log(0.5), value, 1e-6));
        var delta = FixedVarianceEncoder.CommittedRate(3, 0.5);
        Assert.Equal(1.5 * (0.5 - 1 + Math.Log(2)), delta, 1e-12);
        // reached at the mean 0
        Assert.Equal(delta, GaussianKl.ToStandardNormal(zeros(1, 3), logVar[..1]).item<float>(), 1e-6);
        Assert.True(GaussianKl.ToStandardNormal(mu, logVar).min().item<float>() > delta);
        Assert.Equal(0, FixedVarianceEncoder.CommittedRate(8, 1));
        Assert.Contains("-1", Assert.Throws<ArgumentException>(() => new FixedVarianceEncoder(encoder, -1)).Message);
    }

    [Fact]
    public void Scaled_means_vary_as_asked_and_their_divergence_is_that_of_the_means_before()
    {
        manual_seed(2);
        var inner = new GaussianEncoder([6, 5], 3);
        var encoder = new ScaledEncoder(inner, 3, deviation: 2);
        var x = randn(500, 6);
        for (var i = 0; i < 200; i++) encoder.call(x); // the running deviation arrives
        var (mu, logVar) = encoder.call(x);
        Assert.All(mu.std(0).data<float>().ToArray(), value => Assert.Equal(2, value, 1e-3));
        var (before, same) = inner.call(x);
        Assert.True(same.allclose(logVar));
        Assert.True(encoder.Divergence(mu, logVar).allclose(GaussianKl.ToStandardNormal(before, logVar), rtol: 1e-4));

        encoder.eval();
        var factor = encoder.Factor;
        encoder.call(100 * x);
        Assert.True(factor.allclose(encoder.Factor)); // evaluation changes nothing
    }

    [Fact]
    public void Means_that_vary_enough_are_not_scaled_down()
    {
        manual_seed(3);
        var encoder = new ScaledEncoder(new GaussianEncoder([6, 5], 3), 3, deviation: 1e-3);
        for (var i = 0; i < 200; i++) encoder.call(randn(100, 6));
        Assert.All(encoder.Factor.data<float>().ToArray(), value => Assert.Equal(1, value));
    }

    [Fact]
    public void A_rung_of_the_ladder_depends_on_its_layer_and_those_before()
    {
        manual_seed(4);
        var encoder = new LadderEncoder([6, 5, 4], [2, 3]);
        var (mu, logVar) = encoder.call(randn(7, 6));
        Assert.Equal([7, 5], mu.shape);
        Assert.Equal([7, 5], logVar.shape);

        mu.narrow(1, 0, 2).sum().backward(); // the first rung
        var touched = encoder.named_parameters()
            .Where(p => p.parameter.grad is { } g && g.abs().sum().item<float>() > 0).Select(p => p.name);
        Assert.Equal(["layers.0.weight", "layers.0.bias", "means.0.weight", "means.0.bias"], touched);
        Assert.Throws<ArgumentException>(() => new LadderEncoder([6, 5, 4], [2]));
    }
}
