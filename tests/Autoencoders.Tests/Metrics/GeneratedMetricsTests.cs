using Autoencoders.Tests.Core;
using FsCheck.Fluent;
using static Autoencoders.Tests.Core.GeneratedCalls;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Metrics;

/// <summary>Metrics of whatever callers may have: in their range, or an error that names the argument.</summary>
[Trait("Speed", "slow")]
public class GeneratedMetricsTests
{
    private const double Rounding = 1e-6;

    [Fact]
    public void Measures_of_codes_and_images_are_in_their_range_or_name_the_argument()
    {
        var calls = new GeneratedCalls();
        using var vae = new DenseVae([5, 4], 2);
        calls.Add("ActiveUnits", Generate.Of(2), x =>
            { using var mu = x.Tensor(); Within(ActiveUnits.Variances(mu), 0); Within(ActiveUnits.Count(mu), 0, 9); });
        calls.Add("AggregatePosterior",
            from pair in Generate.Pair(2) from z in Generate.Of(2) select (pair, z), given =>
        {
            var (mu, logVar) = (given.pair.A.Tensor(), given.pair.B.Tensor());
            var split = AggregatePosterior.Split(mu, logVar);
            Within(split.MutualInformation, double.MinValue, double.MaxValue);
            Within(split.AggregateKl, double.MinValue, double.MaxValue);
            Within(AggregatePosterior.LogDensity(given.z.Tensor(), mu, logVar));
        });
        calls.Add("CodeUsage.Counts",
            from index in Generate.Labels() from codes in Generate.Small select (index, codes), given =>
        {
            var index = given.index.Tensor();
            Within(CodeUsage.Counts(index, given.codes), 0, index.numel());
        });
        calls.Add("CodeUsage of counts", Generate.Of(1),
            x =>
            {
                var counts = x.Tensor(); Within(CodeUsage.Perplexity(counts), 1 - Rounding, 9
                + Rounding); Within(CodeUsage.Used(counts), 0.1, 1);
            });
        calls.Add("Assignment",
            from n in Generate.Small
            from m in Generate.Small
            from seed in Generate.Seed
            from scale in Generate.Number
            select (n, m, seed, scale), given =>
        {
            var random = new Random(given.seed);
            var cost = new double[Math.Max(0, given.n), Math.Max(0, given.m)];
            for (var i = 0; i < cost.Length; i++)
                cost[i / cost.GetLength(1), i % cost.GetLength(1)] = given.scale * (random.NextDouble() - 0.5);
            var columns = Assignment.Cheapest(cost);
            Assert.Equal(Math.Min(cost.GetLength(0), cost.GetLength(1)),
                columns.Where(column => column >= 0).Distinct().Count());
        });
        calls.Add("agreement of labels", from a in Generate.Labels() from b in Generate.Labels() select (a, b), given =>
        {
            var (a, b) = (given.a.Tensor(), given.b.Tensor());
            Within(MutualInformation.Normalised(a, b), 0, 1 + Rounding);
            Within(RandIndex.Adjusted(a, b), -1, 1 + Rounding);
            Within(ClusterAccuracy.Compute(a, b), 0, 1);
            Assert.Equal(a.shape, ClusterAccuracy.Renamed(a, b).shape);
        });
        // What does not fit a model is refused by its layers; here its pictures have their width and type.
        calls.Add("ImportanceSampling",
            from n in Generate.Small
            from x in Generate.Like(
                [Math.Max(0, n), 5])
            from samples in Generate.Small
            select (x: x with { Type = ScalarType.Float32 },
                    samples), given =>
        {
            Within(
                ImportanceSampling.LogLikelihood(vae, given.x.Tensor(),
                    (x, logits) => Bernoulli.NegativeLogProbability(x, logits), given.samples));
        });
        calls.Add("Jacobian", Generate.Of(2, 5),
            x =>
            {
                var input = x.Tensor(); Within(Jacobian.Compute(z => z.tanh(), input), 0,
                1); Within(Jacobian.FiniteDifferences(z => z.tanh(), input));
            });
        calls.Add("LogSpectralDistance",
            from pair in Generate.Pair(2, 40) from floor in Generate.Number select (pair, floor), given =>
            Within(LogSpectralDistance.Compute(given.pair.A.Tensor(), given.pair.B.Tensor(), new(16), given.floor), 0));
        calls.Add("Pca",
            from x in Generate.Of(2) from other in Generate.Of(2) from k in Generate.Small select (x, other, k),
            given =>
        {
            using var pca = Pca.Fit(given.x.Tensor());
            Within(pca.Components, -1 - Rounding, 1 + Rounding);
            Within(pca.Mean);
            Within(pca.DroppedVariance(given.k));
            Within(pca.Decode(pca.Encode(given.x.Tensor(), given.k)));
            pca.Encode(given.other.Tensor(), given.k);
            pca.Decode(given.other.Tensor());
        });
        calls.Add("Pitch",
            from x in Generate.Of(2, 100)
            from lowest in Generate.Number
            from highest in Generate.Number
            select (x,
                lowest, highest), given =>
            Within(Pitch.Estimate(given.x.Tensor(), 100, Math.Abs(given.lowest) + 1, Math.Abs(given.highest) + 5), 1,
                50));
        calls.Add("PrincipalAngles", Generate.Pair(2),
            pair => Assert.All(PrincipalAngles.Degrees(pair.A.Tensor(), pair.B.Tensor()),
                angle => Within(angle, 0, 90 + Rounding)));
        calls.Add("ProbabilisticPca",
            from x in Generate.Of(1) from k in Generate.Small from variance in Generate.Number select (x, k, variance),
            given =>
        {
            var lambda = given.x.Tensor();
            Within(ProbabilisticPca.NoiseVariance(lambda, given.k), 0, double.MaxValue);
            Within(ProbabilisticPca.Divergences(lambda, given.variance), 0);
            Within(ProbabilisticPca.LogLikelihood(lambda, given.k, given.variance), double.MinValue, double.MaxValue);
        });
        calls.Add("Psnr", Generate.Pair(3),
            pair =>
                {
                    var found =
                    Psnr.Decibels(pair.A.Tensor(), pair.B.Tensor()); Assert.False(found.isnan().any().item<bool>());
                });
        calls.Add("Ssim", Generate.Pair(4, 14),
            pair => Within(Ssim.Mean(pair.A.Tensor(), pair.B.Tensor()), -1 - Rounding, 1 + Rounding));
        calls.Add("ReceptiveField",
            from x in Generate.Of(4, 5) from y in Generate.Small from column in Generate.Small select (x, y, column),
            given =>
            Within(ReceptiveField.Measure(grid => grid * grid, given.x.Tensor(), given.y, given.column), 0));
        calls.Add("Sparseness",
            from x in Generate.Of(2) from dimension in Generate.Small select (x, dimension), given =>
        {
            var responses = given.x.Tensor();
            foreach (var index in new[] { Sparseness.Lifetime(responses), Sparseness.Population(responses) })
                // NaN is documented where nothing responds; half precision has three digits
                Within(index.nan_to_num(0), -0.05, 1.05);
            Within(Sparseness.ActivityRatio(responses, given.dimension).nan_to_num(0), 0, 1.01);
        });
        calls.Add("Trustworthiness",
            from pair in Generate.Pair(2, 14) from k in Generate.Small select (pair, k), given =>
            Within(Trustworthiness.Compute(given.pair.A.Tensor(), given.pair.B.Tensor(), given.k), -Rounding,
                1 + Rounding));
        calls.Check();
    }

    [Fact]
    public void Measures_of_disentanglement_are_in_their_range_or_name_the_argument()
    {
        var calls = new GeneratedCalls();
        void Add(string name, Func<Tensor, Tensor, double> metric, double low = 0, double high = 1) =>
            calls.Add(name, Generate.Coded(),
                given => Within(metric(given.Codes.Tensor(), given.Factors.Tensor()), low - Rounding, high + Rounding));
        Add("MIG", (z, v) => MutualInformationGap.Compute(z, v));
        Add("MIG-sup", (z, v) => MutualInformationGapSupplement.Compute(z, v));
        Add("modularity", (z, v) => Modularity.Compute(z, v));
        Add("explicitness", (z, v) => Explicitness.Compute(z, v));
        Add("DCI", (z, v) => Dci.Compute(z, v) is var dci
            ? new[] { dci.Disentanglement, dci.Completeness, dci.Informativeness }.Max()
            : 0);
        Add("β-VAE metric", (z, v) => BetaVaeMetric.Compute(z, v, pairs: 3, train: 30, test: 20));
        Add("FactorVAE metric", (z, v) => FactorVaeMetric.Compute(z, v, group: 5, train: 30, test: 20));
        Add("SAP, ordered", (z, v) => SeparatedAttributePredictability.ComputeOrdered(z, v));
        Add("SAP, named", (z, v) => SeparatedAttributePredictability.OfNamed(z, v));
        Add("IRS", (z, v) => InterventionalRobustness.Compute(z, v), low: double.MinValue);
        calls.Add("information",
            from given in Generate.Coded() from bins in Generate.Small select (given, bins), given =>
            Assert.All(
                FactorInformation.Measure(given.given.Codes.Tensor(), given.given.Factors.Tensor(),
                    given.bins).Information.Cast<double>(), nats => Within(nats, 0, Math.Log(40))));
        calls.Add("UDR", from pair in Generate.Pair(2, 12) from nats in Generate.Pair(1) select (pair, nats), given =>
        {
            Tensor[] codes = [given.pair.A.Tensor(), given.pair.B.Tensor()],
                nats = [Of(given.nats.A, 3), Of(given.nats.B, 3)];
            Assert.All(UnsupervisedRanking.Compute(codes, nats), score => Within(score, 0, 1 + Rounding));
            Assert.All(UnsupervisedRanking.OfRanks(codes, nats), score => Within(score, 0, 1 + Rounding));
        });
        calls.Add("Gaussian total correlation", Generate.Pair(2),
            pair => Within(GaussianTotalCorrelation.Compute(pair.A.Tensor(), pair.B.Tensor()), 0, double.MaxValue));
        calls.Check();
    }

    // Mostly as wide as is wanted.
    private static Tensor Of(GeneratedNumbers x, long width) =>
        (x.Seed % 5 == 0 || x.Shape.Length == 0 ? x : x with { Shape = [.. x.Shape[..^1], width] }).Tensor();
}
