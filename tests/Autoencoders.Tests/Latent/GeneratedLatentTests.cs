using Autoencoders.Tests.Core;
using FsCheck.Fluent;
using static Autoencoders.Tests.Core.GeneratedCalls;

namespace Autoencoders.Tests.Latent;

/// <summary>Clustering, neighbours and embeddings of whatever points callers may have.</summary>
[Trait("Speed", "slow")]
public class GeneratedLatentTests
{
    [Fact]
    public void Results_are_finite_and_in_range_or_the_argument_is_named()
    {
        var calls = new GeneratedCalls();
        var pointsAndCount = from x in Generate.Of(2, 12) from k in Generate.Small select (x, k);
        calls.Add("KMeans.Fit", pointsAndCount, given =>
        {
            var found = KMeans.Fit(given.x.Tensor(), given.k, restarts: 2, maxIterations: 5);
            Within(found.Labels, 0, given.k - 1);
            Within(found.Centres);
            Within(found.Inertia, 0, double.MaxValue);
        });
        calls.Add("KMeans.PlusPlus", pointsAndCount, given => Within(KMeans.PlusPlus(given.x.Tensor(), given.k)));
        calls.Add("KMeans.Lloyd, Assign", Generate.Pair(2), pair =>
        {
            var (x, centres) = (pair.A.Tensor(), pair.B.Tensor());
            Within(KMeans.Assign(x, centres), 0, centres.shape[0] - 1);
            Within(KMeans.Lloyd(x, centres, 4).Labels, 0, centres.shape[0] - 1);
        });
        calls.Add("NearestNeighbours", from pair in Generate.Pair(2) from k in Generate.Small select (pair, k), given =>
        {
            var (queries, points) = (given.pair.A.Tensor(), given.pair.B.Tensor());
            var found = NearestNeighbours.Find(queries, points, given.k);
            Within(found.Distance, 0);
            Within(found.Index, 0, points.shape[0] - 1);
            Within(NearestNeighbours.Among(points, given.k).Index, 0, points.shape[0] - 1);
        });
        calls.Add("Affinities",
            from x in Generate.Of(2, 20)
            from perplexity in Generate.Number
            from all in Generate.Small
            select (x,
                perplexity, all), given =>
            Within(Affinities.Compute(given.x.Tensor(), given.perplexity, given.all % 2 == 0).Dense(), 0, 1));
        calls.Add("Affinities.Conditional",
            from d in Gen.ArrayOf(Generate.Number, 5) from perplexity in Generate.Number select (d, perplexity),
            given =>
            Within(Affinities.Conditional(given.d, given.perplexity).Sum(), 1 - 1e-9, 1 + 1e-9));
        calls.Add("Tsne",
            from x in Generate.Of(2, 20)
            from perplexity in Generate.Number
            from exact in Generate.Small
            select (x,
                perplexity, exact), given =>
        {
            var found = Tsne.Fit(given.x.Tensor(), new()
            {
                Perplexity = given.perplexity,
                Iterations = 6,
                ExaggeratedIterations = 3,
                ShowProgress = false,
                Method = given.exact % 2 == 0 ? TsneMethod.Exact : TsneMethod.BarnesHut,
            });
            Within(found.Embedding);
            Within(found.Divergence, -1e-9, double.MaxValue);
        });
        calls.Add("GaussianMixture",
            from given in pointsAndCount
            from z in Generate.Of(2)
            from ridge in Generate.Number
            select (given.x,
                given.k, z, ridge), given =>
        {
            using var mixture = GaussianMixture.Fit(given.x.Tensor(), given.k, given.k % 2 == 0
                ? CovarianceKind.Full
                : CovarianceKind.Diagonal, ridge: given.ridge, maxIterations: 4);
            Within(mixture.Weights, 0, 1 + 1e-9);
            Within(mixture.LogLikelihood, double.MinValue, double.MaxValue);
            var z = given.z.Seed % 2 == 0 ? given.z : given.z with { Shape = [3, mixture.Means.shape[1]] };
            Within(mixture.LogDensity(z.Tensor()));
            Within(mixture.Responsibilities(z.Tensor()), 0, 1);
            Within(mixture.Assign(z.Tensor()), 0, given.k - 1);
            Within(mixture.Sample(3));
        });
        calls.Add("DeepEmbeddedClustering", Generate.Pair(2).Where(pair => Moderate(pair.A) && Moderate(pair.B)),
            pair => Within(DeepEmbeddedClustering.SoftAssignment(pair.A.Tensor(), pair.B.Tensor()), 0, 1.01));
        calls.Add("Interpolation.Linear",
            from pair in Generate.Pair(1) from steps in Generate.Small select (pair, steps), given =>
            Within(Interpolation.Linear(given.pair.A.Tensor(), given.pair.B.Tensor(), given.steps)));
        calls.Add("Interpolation.Spherical",
            from pair in Generate.Pair(1) from steps in Generate.Small select (pair, steps), given =>
            Within(Interpolation.Spherical(given.pair.A.Tensor(), given.pair.B.Tensor(), given.steps)));
        calls.Add("CodeTable, CodeSearch",
            from pair in Generate.Pair(2)
            where pair.A.Shape.LastOrDefault() == pair.B.Shape.LastOrDefault() // the loss below subtracts them
            from tenths in Gen.Choose(-1, 20)
            select (pair, rate: tenths / 10.0), given =>
            Within(
                CodeSearch.Find(z => z * 2, given.pair.A.Tensor(), given.pair.B.Tensor(),
                    (x, y) => (x.to(y.dtype) - y).square().sum(1), steps: 3, learningRate: given.rate,
                    title: null), -1.01, 1.01));
        calls.Check();
    }

    // What is called at each step of a training looks at no values: NaN in, NaN out.
    private static bool Moderate(GeneratedNumbers x) =>
        x.Kind is not ("NaN" or "infinite" or "huge")
        && x.Type is not (TorchSharp.torch.ScalarType.Float16 or TorchSharp.torch.ScalarType.BFloat16);
}
