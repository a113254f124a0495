using static TorchSharp.torch;

namespace Autoencoders.Tests.Objectives;

/// <summary>The family of the β-VAE: one signature, and each member's formula on a small batch.</summary>
public class VaeObjectiveTests
{
    private static VaeStep Step(long number = 0, int n = 6, int k = 3)
    {
        manual_seed(1);
        var (x, output, mu, logVar) =
            (rand(n, 8, float64), randn(n, 8, float64), randn(n, k, float64), randn(n, k, float64));
        return new(x, output, DiagonalGaussian.Sample(mu, logVar), mu, logVar,
            Bernoulli.NegativeLogLikelihood(x, output), number);
    }

    public static TheoryData<string, VaeObjective, string[]> Family()
    {
        static Tensor Discriminator(Tensor z) => z.sum(1L);
        return new()
        {
            { "β-VAE", BetaVae.Objective(4), ["reconstruction", "KL"] },
            { "capacity", CapacityVae.Objective(1000, WeightSchedule.Linear(0, 25, 100)),
                ["reconstruction", "KL", "capacity"] },
            { "β-TCVAE", BetaTcVae.Objective(6, 100),
                ["reconstruction", "mutual information", "total correlation", "dimension KL"] },
            { "FactorVAE", FactorVae.Objective(10, Discriminator), ["reconstruction", "KL", "total correlation"] },
            { "DIP-VAE I", DipVae.ObjectiveI(10, 100), ["reconstruction", "KL", "off diagonal", "diagonal"] },
            { "DIP-VAE II", DipVae.ObjectiveII(10, 10), ["reconstruction", "KL", "off diagonal", "diagonal"] },
        };
    }

    [Theory]
    [MemberData(nameof(Family))]
    public void Each_gives_a_loss_per_image_and_its_named_terms(string name, VaeObjective objective, string[] terms)
    {
        var step = Step();
        var loss = objective(step);
        Assert.Equal([6L], loss.Total.shape);
        Assert.Equal(terms, loss.Terms.Select(term => term.Name));
        Assert.All(loss.Terms, term => Assert.True(term.Value.shape is [6], $"{name}: {term.Name}"));
        Assert.True(loss.Terms[0].Value.eq(step.Reconstruction).all().item<bool>());
    }

    [Theory]
    [MemberData(nameof(Family))]
    public void The_gradients_are_those_of_differences(string name, VaeObjective objective, string[] terms)
    {
        Assert.NotEmpty(name + terms[0]);
        var step = Step();
        FiniteDifferences.Agree(z => objective(step with { Z = z }).Total + 0 * z.sum(), step.Z, 1e-4);
        FiniteDifferences.Agree(mu => objective(step with { Mu = mu }).Total + 0 * mu.sum(), step.Mu, 1e-3);
        FiniteDifferences.Agree(logVar => objective(step with { LogVar = logVar }).Total
            + 0 * logVar.sum(), step.LogVar, 1e-3);
    }

    [Fact]
    public void With_weight_one_they_are_the_negative_ELBO()
    {
        var step = Step();
        var elbo = Elbo.Loss(step.X, step.Output, step.Mu, step.LogVar, Bernoulli.NegativeLogLikelihood).Total;
        Assert.True(BetaVae.Objective(1)(step).Total.allclose(elbo));
        Assert.True(FactorVae.Objective(0, z => z.sum(1L))(step).Total.allclose(elbo));
        Assert.True(DipVae.ObjectiveI(0, 0)(step).Total.allclose(elbo));
        // The β-TCVAE's divergence is sampled: the ELBO's estimator A.
        var sampled = Elbo.SampledLoss(step.X, step.Output, step.Z, step.Mu, step.LogVar,
            Bernoulli.NegativeLogLikelihood, new StandardNormal(3)).Total;
        Assert.True(BetaTcVae.Objective(1, 100)(step).Total.allclose(sampled));
        Assert.True(BetaTcVae.Objective(1, 100, weighted: true)(step).Total.allclose(sampled));
    }

    [Fact]
    public void In_the_beta_TCVAE_only_the_total_correlation_carries_beta()
    {
        var step = Step();
        var (one, six) = (BetaTcVae.Objective(1, 100)(step), BetaTcVae.Objective(6, 100)(step));
        Assert.True((six.Total - one.Total).allclose(5 * one.Terms[2].Value));
    }

    [Fact]
    public void The_capacity_rises_with_the_step_and_the_distance_is_the_batchs()
    {
        var objective = CapacityVae.Objective(10, WeightSchedule.Linear(0, 4, 100));
        foreach (var (number, room) in new[] { (0L, 0.0), (25, 1), (100, 4), (1000, 4) })
        {
            var step = Step(number);
            var expected = step.Reconstruction + 10 * Math.Abs(step.Kl().mean().item<double>() - room);
            Assert.True(objective(step).Total.allclose(expected));
        }
        Assert.True(
            BetaVae.Objective(WeightSchedule.Linear(0, 4, 100))(Step(50)).Total.allclose(
                BetaVae.Objective(2)(Step()).Total));
    }

    [Fact]
    public void DIP_measures_the_covariance_by_hand()
    {
        var mu = tensor(new double[,] { { 1, 2 }, { -1, 0 } });
        var step = Step() with
        {
            X = zeros(2, 1),
            Mu = mu,
            LogVar = zeros(2, 2, float64),
            Z = mu,
            Reconstruction = zeros(2, float64)
        };
        Assert.True(DipVae.Covariance(mu).allclose(ones(2, 2, float64)));
        // I: variances 1, covariances 1. II: variances 1 + 1.
        Assert.Equal([2, 0], DipVae.ObjectiveI(1, 1)(step).Terms.Skip(2).Select(term => term.Value[0].item<double>()));
        Assert.Equal([2, 2], DipVae.ObjectiveII(1, 1)(step).Terms.Skip(2).Select(term => term.Value[0].item<double>()));
        Assert.True((DipVae.ObjectiveI(3, 5)(step).Total - step.Kl()).allclose(full(2, 6.0, float64)));
    }

    [Fact]
    public void Shuffling_keeps_each_dimension_and_breaks_their_ties()
    {
        manual_seed(5);
        var first = randn(3000, 1);
        var codes = cat([first, 0.9 * first + 0.1 * randn(3000, 1)], 1);
        var shuffled = FactorVae.Shuffled(codes);
        Assert.True(shuffled.sort(0).Values.eq(codes.sort(0).Values).all().item<bool>());
        double Correlation(Tensor z) =>
            ((z.select(1, 0) - z.select(1, 0).mean()) * (z.select(1, 1) - z.select(1, 1).mean())).mean()
            .item<float>() / (z.select(1, 0).std().item<float>() * z.select(1, 1).std().item<float>());
        Assert.InRange(Correlation(codes), 0.98, 1);
        Assert.InRange(Correlation(shuffled), -0.08, 0.08);
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void A_trained_discriminator_reads_about_the_total_correlation_of_a_normal()
    {
        manual_seed(6);
        const double Rho = 0.9; // TC = −½ log(1 − ρ²) = 0.830
        using var discriminator = new CodeDiscriminator(2, width: 48, hidden: 2);
        using var optimizer = optim.Adam(discriminator.parameters(), 2e-3);
        Tensor Draw(int n)
        {
            var z = randn(n, 2);
            return stack([z.select(1, 0), Rho * z.select(1, 0) + Math.Sqrt(1 - Rho * Rho) * z.select(1, 1)], 1);
        }
        for (var i = 0; i < 600; i++)
        {
            using var scope = NewDisposeScope();
            var loss = FactorVae.DiscriminatorLoss(discriminator.call, Draw(512), FactorVae.Shuffled(Draw(512)));
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
        }
        using var _ = no_grad();
        Assert.InRange(discriminator.call(Draw(20_000)).mean().item<float>(), 0.6, 1.05);
        // One that always answers 0 is at log 2.
        Assert.Equal(Math.Log(2),
            FactorVae.DiscriminatorLoss(z => zeros(z.shape[0]), Draw(8), Draw(8)).item<float>(), 1e-6);
    }

    [Fact]
    public void A_step_encodes_samples_and_decodes()
    {
        manual_seed(7);
        using var vae = new DenseVae([8, 16], 3);
        var x = rand(5, 8);
        var step = VaeStep.Run(vae, x, Bernoulli.NegativeLogLikelihood, 12, new Generator(1));
        var (mu, logVar) = vae.Encode(x);
        var z = DiagonalGaussian.Sample(mu, logVar, new Generator(1));
        Assert.True(step.Z.allclose(z) && step.Output.allclose(vae.Decode(z)));
        Assert.True(step.Reconstruction.allclose(Bernoulli.NegativeLogLikelihood(x, vae.Decode(z))));
        Assert.Equal(12, step.Step);
    }

    [Fact]
    public void A_weight_that_is_none_is_refused()
    {
        Assert.Contains("beta", Assert.Throws<ArgumentException>(() => BetaVae.Objective(-1)).Message);
        Assert.Throws<ArgumentException>(() => BetaTcVae.Objective(double.NaN, 100));
        Assert.Throws<ArgumentException>(() => FactorVae.Objective(double.PositiveInfinity, z => z));
        Assert.Throws<ArgumentException>(() => CapacityVae.Objective(-1, WeightSchedule.Constant(1)));
        Assert.Throws<ArgumentException>(() => DipVae.ObjectiveI(1, -1));
    }
}
