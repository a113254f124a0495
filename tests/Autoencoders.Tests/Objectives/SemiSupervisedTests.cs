using TorchSharp;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Objectives;

/// <summary>
/// A model of three pixels, two classes and one code number, small enough for sums over all pictures, all classes and a
/// grid of codes.
/// </summary>
public class SemiSupervisedTests
{
    private const double Cell = 0.01;

    private readonly ConditionalVae vae;
    private readonly Tensor pictures =
        tensor(Enumerable.Range(0, 8).SelectMany(i => new double[] { i & 1, (i >> 1) & 1, (i >> 2) & 1 }).ToArray())
        .reshape(8, 3);
    private readonly Tensor grid = linspace(-9, 9, 1801, float64).unsqueeze(1);

    public SemiSupervisedTests()
    {
        manual_seed(3);
        vae = new ConditionalVae([3, 4], latent: 1, classes: 2);
        vae.to(float64);
        using (no_grad())
            foreach (var parameter in vae.parameters()) parameter.mul_(2); // classes that differ
    }

    // log p(x, y) of every picture and class, by a sum over the grid: (8, 2)
    private Tensor LogJoint()
    {
        using var noGradient = no_grad();
        var logPrior = new StandardNormal(1).LogDensity(grid); // (1801)
        return stack(Enumerable.Range(0, 2).Select(y =>
        {
            var logits = vae.Given(y).Decode(grid); // (1801, 3)
            var logLikelihood = pictures.matmul(logits.t()) - logits.softplus().sum(1); // (8, 1801)
            return (logLikelihood + logPrior).logsumexp(1) + Math.Log(Cell) - Math.Log(2);
        }).ToArray(), 1);
    }

    [Fact]
    public void The_probabilities_of_all_pictures_and_classes_sum_to_one() =>
        Assert.Equal(1, LogJoint().exp().sum().item<double>(), 1e-8);

    [Fact]
    public void The_mean_of_each_bound_lies_below_the_joint_by_the_divergence_to_the_posterior()
    {
        using var noGradient = no_grad();
        manual_seed(4);
        const int Draws = 20_000;
        var joint = LogJoint();
        // (8, 2)
        var estimates = SemiSupervised.EachClass(vae, pictures.repeat_interleave(Draws, 0),
            Bernoulli.NegativeLogProbability).reshape(8, Draws, 2).mean([1L]);
        var logPrior = new StandardNormal(1).LogDensity(grid);
        for (var y = 0; y < 2; y++)
        {
            var (mu, logVar) = vae.Given(y).Encode(pictures);
            var logits = vae.Given(y).Decode(grid);
            // (8, 1801)
            var logPosterior = pictures.matmul(logits.t()) - logits.softplus().sum(1) + logPrior - Math.Log(2)
                - joint.select(1, y).unsqueeze(1);
            for (var i = 0; i < 8; i++)
            {
                var logQ = DiagonalGaussian.LogDensity(grid, mu[i], logVar[i]); // (1801)
                var gap = (logQ.exp() * (logQ - logPosterior[i])).sum().item<double>() * Cell;
                Assert.True(gap >= 0);
                Assert.Equal(-joint[i, y].item<double>() + gap, estimates[i, y].item<double>(), 0.05);
            }
        }
    }

    [Fact]
    public void Each_class_is_what_the_label_would_give()
    {
        // With the posterior's width at zero the sample is the mean: no noise is left in either.
        using (no_grad())
        {
            vae.state_dict()["logVariance.weight"].zero_();
            vae.state_dict()["logVariance.bias"].fill_(-DenseVae.LogVarianceLimit);
        }
        var each = SemiSupervised.EachClass(vae, pictures, Bernoulli.NegativeLogProbability);
        Assert.Equal([8L, 2L], each.shape);
        for (var y = 0; y < 2; y++)
        {
            var labelled = SemiSupervised.Labelled(vae, pictures, full(8, y, int64), Bernoulli.NegativeLogProbability);
            Assert.True(each.select(1, y).allclose(labelled, 1e-3, 1e-3));
        }
    }

    [Fact]
    public void The_unlabelled_bound_is_the_sum_over_the_classes()
    {
        manual_seed(5);
        var classifier = nn.Linear(3, 2);
        classifier.to(float64);
        var model = new SemiSupervisedVae(vae, classifier);
        manual_seed(6);
        var bound = SemiSupervised.Unlabelled(model, pictures, Bernoulli.NegativeLogProbability);
        manual_seed(6);
        var each = SemiSupervised.EachClass(vae, pictures, Bernoulli.NegativeLogProbability).detach();
        var q = model.call(pictures).softmax(1);
        for (var i = 0; i < 8; i++)
        {
            var expected = 0.0;
            for (var y = 0; y < 2; y++)
                expected += q[i, y].item<double>() * (each[i, y].item<double>() + Math.Log(q[i, y].item<double>()));
            Assert.Equal(expected, bound[i].item<double>(), 1e-10);
        }
        bound.sum().backward();
        Assert.All(model.parameters(),
            parameter => Assert.True(parameter.grad is not null && parameter.grad.abs().sum().item<double>() > 0));
    }
}
