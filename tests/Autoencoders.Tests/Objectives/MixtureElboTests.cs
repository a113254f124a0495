using static TorchSharp.torch;

namespace Autoencoders.Tests.Objectives;

public class MixtureElboTests
{
    private static (GaussianMixturePrior Prior, Tensor X, Tensor Output, Tensor Mu, Tensor LogVar) Case()
    {
        manual_seed(1);
        var prior = new GaussianMixturePrior(tensor([0.2, 0.5, 0.3]), randn(3, 2, float64), rand(3, 2, float64) + 0.3);
        return (prior, rand(4, 5, float64), randn(4, 5, float64), randn(4, 2, float64), randn(4, 2, float64) - 1);
    }

    [Fact]
    public void One_standard_normal_component_gives_the_plain_bound()
    {
        var (_, x, output, mu, logVar) = Case();
        var one = new GaussianMixturePrior(ones(1, float64), zeros(1, 2, float64), ones(1, 2, float64));
        var mixture = MixtureElbo.Loss(x, output, mu, logVar, Bernoulli.NegativeLogLikelihood, one);
        var plain = Elbo.Loss(x, output, mu, logVar, Bernoulli.NegativeLogLikelihood);
        Assert.True(mixture.Total.allclose(plain.Total, 1e-12, 1e-12));
        Assert.True(mixture.Terms[1].Value.allclose(plain.Terms[1].Value, 1e-12, 1e-12));
        Assert.True(mixture.Terms[2].Value.abs().max().item<double>() < 1e-12);
    }

    [Fact]
    public void The_two_divergences_are_those_of_samples()
    {
        var (prior, x, output, mu, logVar) = Case();
        var gamma = randn(4, 3, float64).softmax(1);
        var loss = MixtureElbo.Loss(x, output, mu, logVar, Bernoulli.NegativeLogLikelihood, prior, gamma);
        Assert.Equal(["reconstruction", "KL z", "KL c"], loss.Terms.Select(term => term.Name));
        const int Draws = 200_000;
        for (var i = 0; i < 4; i++)
        {
            // log q(z) + log q(c) − log p(z, c), with z and c drawn from q
            var (m, v) = (mu[i].expand(Draws, 2), logVar[i].expand(Draws, 2));
            var z = DiagonalGaussian.Sample(m, v);
            var c = gamma[i].multinomial(Draws, true);
            var sampled = DiagonalGaussian.LogDensity(z, m, v) + gamma[i].log().index_select(0, c)
                - prior.LogJoint(z).gather(1, c.unsqueeze(1)).squeeze(1);
            var exact = (loss.Terms[1].Value + loss.Terms[2].Value)[i].item<double>();
            var error = sampled.std().item<double>() / Math.Sqrt(Draws);
            Assert.Equal(exact, sampled.mean().item<double>(), 5 * error);
        }
    }

    [Fact]
    public void The_clusters_given_by_default_have_the_tightest_bound_and_the_density_of_the_mixture_a_tighter_one()
    {
        var (prior, x, output, mu, logVar) = Case();
        Tensor Bound(Tensor? gamma) =>
            MixtureElbo.Loss(x, output, mu, logVar, Bernoulli.NegativeLogLikelihood, prior, gamma).Total;
        var best = Bound(null);
        var closed = Bernoulli.NegativeLogLikelihood(x, output)
            + CategoricalBound.Tightest(prior.Divergences(mu, logVar) - prior.LogWeights);
        Assert.True(best.allclose(closed, 1e-12, 1e-12));
        for (var trial = 0; trial < 20; trial++)
            Assert.True(Bound(randn(4, 3, float64).softmax(1)).ge(best).all().item<bool>());
        Assert.True(Bound(prior.Responsibilities(mu)).ge(best).all().item<bool>());

        const int Draws = 100_000; // E_q[log q(z) − log p(z)] with the cluster summed out inside
        for (var i = 0; i < 4; i++)
        {
            var (m, v) = (mu[i].expand(Draws, 2), logVar[i].expand(Draws, 2));
            var z = DiagonalGaussian.Sample(m, v);
            var summed = (DiagonalGaussian.LogDensity(z, m, v) - prior.LogDensity(z)).mean().item<double>();
            Assert.True(summed < (best[i] - Bernoulli.NegativeLogLikelihood(x, output)[i]).item<double>());
        }
    }

    [Fact]
    public void Its_gradients_are_those_of_differences()
    {
        var (prior, x, output, mu, logVar) = Case();
        Tensor Bound(Tensor m, Tensor v) =>
            MixtureElbo.Loss(x, output, m, v, Bernoulli.NegativeLogLikelihood, prior).Total;
        FiniteDifferences.Agree(m => Bound(m, logVar), mu);
        FiniteDifferences.Agree(v => Bound(mu, v), logVar);
        prior.zero_grad();
        Bound(mu, logVar).sum().backward();
        const double Step = 1e-6;
        foreach (var parameter in prior.parameters())
        {
            var gradient = parameter.grad!.flatten()[0].item<double>();
            using var noGradient = no_grad();
            double At(double by)
            {
                parameter.view(-1)[0].add_(by);
                var value = Bound(mu, logVar).sum().item<double>();
                parameter.view(-1)[0].sub_(by);
                return value;
            }
            Assert.Equal((At(Step) - At(-Step)) / (2 * Step), gradient, 1e-5);
        }
    }

    [Fact]
    public void A_cluster_too_far_to_count_leaves_the_gradients_finite()
    {
        var prior = new GaussianMixturePrior(ones(2), tensor(new[,] { { 0f }, { 1000f } }), ones(2, 1));
        var mu = zeros(1, 1).requires_grad_();
        var x = zeros(1, 3);
        MixtureElbo.Loss(x, x, mu, zeros(1, 1), Bernoulli.NegativeLogLikelihood, prior).Total.sum().backward();
        Assert.True(mu.grad!.isfinite().all().item<bool>());
        Assert.All(prior.parameters(), parameter => Assert.True(parameter.grad!.isfinite().all().item<bool>()));
        var sure = MixtureElbo.Loss(x, x, mu, zeros(1, 1), Bernoulli.NegativeLogLikelihood, prior,
            tensor(new[,] { { 1f, 0f } })).Total;
        Assert.Equal(3 * Math.Log(2) + Math.Log(2), sure.item<float>(), 1e-5);
    }

    [Fact]
    public void Other_shapes_are_refused()
    {
        var (prior, x, output, mu, logVar) = Case();
        Assert.Throws<ArgumentException>(() =>
            MixtureElbo.Loss(x, output, mu, logVar, Bernoulli.NegativeLogLikelihood, prior, zeros(4, 2, float64)));
    }
}
