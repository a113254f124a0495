using static TorchSharp.torch;

namespace Autoencoders.Tests.Latent;

public class TsneTests
{
    private static readonly TsneOptions Quiet = new() { ShowProgress = false, Perplexity = 20 };

    private static (Tensor X, System.Text.Json.JsonElement Recorded) Clusters()
    {
        var recorded = Recorded.Read("latent").GetProperty("tsne");
        return (recorded.GetProperty("x").Matrix(), recorded);
    }

    [Fact]
    public void The_divergence_of_scikit_learns_embedding_is_what_scikit_learn_says()
    {
        var (x, recorded) = Clusters();
        var exact = recorded.GetProperty("exact");
        var divergence =
            Tsne.Divergence(Affinities.Compute(x, 20, allPairs: true), exact.GetProperty("embedding").Matrix());
        Assert.Equal(exact.GetProperty("kl").GetDouble(), divergence, 2e-4);
    }

    /// <summary>
    /// One descent ends in whichever local minimum its rounding, which differs between processors, leads to: the best
    /// of five starts counts.
    /// </summary>
    [Theory]
    [InlineData(TsneMethod.Exact, "exact")]
    [InlineData(TsneMethod.BarnesHut, "barnes_hut")]
    public void It_reaches_scikit_learns_divergence_within_a_few_per_cent(TsneMethod method, string name)
    {
        var (x, recorded) = Clusters();
        var theirs = recorded.GetProperty(name).GetProperty("kl").GetDouble();
        var options = Quiet with { Method = method };
        TsneOptions[] starts =
            [options, .. Enumerable.Range(1, 4).Select(seed => options with { Start = TsneStart.Random, Seed = seed })];
        TsneResult[] found = [.. starts.Select(start => Tsne.Fit(x, start))];
        Assert.InRange(found.Min(run => run.Divergence), 0.9 * theirs, 1.04 * theirs);
        Assert.All(found, run => Assert.InRange(run.Divergence, 0.9 * theirs, 1.1 * theirs));
        Assert.All(found, run => Assert.True(run.History.Count > 15));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    public void The_gradient_is_that_of_finite_differences(double? angle)
    {
        manual_seed(3);
        var affinities = Affinities.Compute(randn(40, 5), 8, allPairs: true);
        var gradient = new TsneGradient(affinities, angle, threads: 2, CancellationToken.None);
        var random = new Random(4);
        double[] y = [.. Enumerable.Range(0, 80).Select(_ => 3 * random.NextDouble())];
        var (slope, ignored) = (new double[80], new double[80]);
        gradient.At(y, 1, slope, wantDivergence: false);
        for (var c = 0; c < 80; c++)
        {
            double At(double step)
            {
                double[] moved =
                [.. y]; moved[c] += step; return gradient.At(moved, 1, ignored, wantDivergence: true);
            }
            Assert.Equal((At(1e-5) - At(-1e-5)) / 2e-5, slope[c], 1e-8);
        }
    }

    [Fact]
    public void Separate_clusters_stay_apart_and_neighbours_together()
    {
        var (x, _) = Clusters();
        var plane = Tsne.Fit(x, Quiet).Embedding;
        var nearest = NearestNeighbours.Among(plane, 5).Index; // (240, 5)
        var same = nearest.div(60, rounding_mode: RoundingMode.floor)
            .eq(arange(240).div(60, rounding_mode: RoundingMode.floor).unsqueeze(1));
        Assert.InRange(same.to(float64).mean().item<double>(), 0.99, 1);
    }

    [Fact]
    public void The_result_depends_on_the_start_and_not_on_the_threads()
    {
        manual_seed(5);
        var x = randn(1600, 5);
        var options = Quiet with { Iterations = 30, ExaggeratedIterations = 15, Start = TsneStart.Random, Seed = 1 };
        var one = Tsne.Fit(x, options with { Threads = 1 }).Embedding;
        Assert.Equal(0, Tensors.LargestDifference(one, Tsne.Fit(x, options with { Threads = 3 }).Embedding));
        Assert.NotEqual(0, Tensors.LargestDifference(one, Tsne.Fit(x, options with { Seed = 2 }).Embedding));
    }

    [Fact]
    public void Points_that_are_all_equal_have_an_embedding()
    {
        var found = Tsne.Fit(ones(40, 3), Quiet with { Iterations = 60, ExaggeratedIterations = 20, Perplexity = 5 });
        Assert.True(found.Embedding.isfinite().all().item<bool>());
        Assert.True(double.IsFinite(found.Divergence));
    }

    [Fact]
    public void It_can_be_stopped()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        Assert.ThrowsAny<OperationCanceledException>(
            () => Tsne.Fit(randn(300, 5), Quiet with { Iterations = 10_000_000, Cancellation = stop.Token }));
    }

    [Fact]
    public void Bad_options_are_named()
    {
        var x = randn(100, 3);
        Assert.Contains("perplexity",
            Assert.Throws<ArgumentOutOfRangeException>(() => Tsne.Fit(x, Quiet with { Perplexity = 40 })).Message);
        Assert.Contains("angle",
            Assert.Throws<ArgumentOutOfRangeException>(() => Tsne.Fit(x, Quiet with { Angle = -1 })).Message);
        Assert.Contains("learning rate",
            Assert.Throws<ArgumentOutOfRangeException>(
                () => Tsne.Fit(x, Quiet with { LearningRate = double.NaN })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Tsne.Fit(x, Quiet with { Iterations = 0 }));
        Assert.Contains("(100, 2)",
            Assert.Throws<ArgumentException>(() => Tsne.Divergence(Affinities.Compute(x, 5), randn(99, 2))).Message);
    }
}
