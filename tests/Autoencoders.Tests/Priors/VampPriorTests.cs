using Autoencoders.Tests.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Priors;

public class VampPriorTests
{
    private static (DenseVae Vae, Tensor Images) Case()
    {
        manual_seed(1);
        var vae = new DenseVae([6, 5], 2);
        vae.to(float64);
        return (vae, rand(7, 6, float64));
    }

    [Fact]
    public void Nothing_is_drawn_from_posteriors_that_are_no_numbers()
    {
        using var prior = new VampPrior(x => (x * float.NaN, x), rand(3, 4));
        Assert.Contains("finite", Assert.Throws<ArgumentException>(() => prior.Sample(2)).Message);
    }

    [Fact]
    public void Its_density_is_the_aggregate_of_its_pseudo_inputs_posteriors()
    {
        var (vae, images) = Case();
        var z = randn(11, 2, float64);
        var found = new VampPrior(vae.Encode, images).LogDensity(z);
        var (mu, logVar) = vae.Encode(images);
        Assert.True(found.allclose(AggregatePosterior.LogDensity(z, mu, logVar), 1e-10, 1e-10));
        var direct = stack(Enumerable.Range(0, 7).Select(c => DiagonalGaussian.LogDensity(z, mu[c], logVar[c]).exp())
            .ToArray()).mean([0L]).log();
        Assert.True(found.allclose(direct, 1e-10, 1e-10));
    }

    [Fact]
    public void One_pseudo_input_is_its_posterior_and_the_divergence_to_it_vanishes_there()
    {
        var (vae, images) = Case();
        var (mu, logVar) = vae.Encode(images[..1]);
        var z = DiagonalGaussian.Sample(mu, logVar);
        var loss = Elbo.SampledLoss(images[..1], vae.Decode(z), z, mu, logVar, Bernoulli.NegativeLogLikelihood,
            new VampPrior(vae.Encode, images[..1]));
        Assert.Equal(0, loss.Terms[1].Value.item<double>(), 1e-10);
    }

    [Fact]
    public void Only_the_pseudo_inputs_are_its_own_and_gradients_reach_them_and_the_encoder()
    {
        var (vae, images) = Case();
        var prior = new VampPrior(vae.Encode, images);
        Assert.Equal([7L, 6L], Assert.Single(prior.parameters()).shape);
        prior.LogDensity(randn(3, 2, float64)).sum().backward();
        Assert.True(prior.parameters().Single().grad!.abs().sum().item<double>() > 0);
        Assert.Contains(vae.parameters(), parameter => parameter.grad is not null
            && parameter.grad.abs().sum().item<double>() > 0);

        var mu = randn(4, 2, float64);
        Tensor Density(Tensor pixels) // the same, with the pixels as the variable
        {
            var (m, v) = vae.Encode(pixels);
            return DiagonalGaussian.LogDensities(mu, m, v).logsumexp(-1);
        }
        prior.zero_grad();
        prior.LogDensity(mu).sum().backward();
        var at = images.clone().requires_grad_();
        Density(at).sum().backward();
        Assert.True(prior.parameters().Single().grad!.allclose(at.grad!, 1e-10, 1e-10));
        FiniteDifferences.Agree(Density, images);
    }

    [Fact]
    public void Pseudo_inputs_stay_pixels()
    {
        var (vae, images) = Case();
        var prior = new VampPrior(vae.Encode, images);
        using (no_grad()) prior.parameters().Single().add_(3);
        Assert.Equal(1, prior.PseudoInputs.max().item<double>());
        Assert.Contains("[0, 1]",
            Assert.Throws<ArgumentException>(() => new VampPrior(vae.Encode, images + 1)).Message);
    }

    [Fact]
    public void Samples_have_the_moments_of_the_posteriors_and_follow_their_generator()
    {
        var (vae, images) = Case();
        var prior = new VampPrior(vae.Encode, images);
        var (mu, logVar) = vae.Encode(images);
        using var generator = new Generator(2);
        var z = prior.Sample(100_000, generator);
        Assert.True((z.mean([0L]) - mu.mean([0L])).abs().max().item<double>() < 0.02);
        var variance = logVar.exp().mean([0L]) + mu.var(0, unbiased: false);
        Assert.True((z.var(0) / variance - 1).abs().max().item<double>() < 0.03);
        using var again = new Generator(2);
        Assert.True(z.eq(prior.Sample(100_000, again)).all().item<bool>());
    }
}
