using static TorchSharp.torch;

namespace Autoencoders.Tests.Metrics.Disentanglement;

public class UnsupervisedRankingTests
{
    private static readonly System.Text.Json.JsonElement Written = Recorded.Read("disentanglement")
        .GetProperty("ranking");
    private static readonly Tensor[] Codes = [.. Written.GetProperty("codes").EnumerateArray().Select(Toys.Matrix)];
    private static readonly Tensor[] Nats = [.. Codes.Select(_ => tensor([2.0, 1, 1, 0.001]))];

    [Fact]
    public void Recorded_models_rank_as_with_scikit_learn_and_scipy()
    {
        foreach (var (expected, found) in Written.GetProperty("lasso").Numbers()
            .Zip(UnsupervisedRanking.Compute(Codes, Nats))) Assert.Equal(expected, found, 1e-8);
        foreach (var (expected, found) in Written.GetProperty("spearman").Numbers()
            .Zip(UnsupervisedRanking.OfRanks(Codes, Nats))) Assert.Equal(expected, found, 1e-12);
    }

    [Fact]
    public void Models_equal_up_to_order_and_sign_score_as_a_permutation()
    {
        manual_seed(1);
        var z = randn(2000, 3, float64);
        var other = z.index_select(1, tensor([2L, 0, 1])).neg();
        var nats = ones(3, float64);
        // The largest rank correlation is 1; chance correlations with the others add a little to the sums.
        Assert.All(UnsupervisedRanking.OfRanks([z, other], [nats, nats]), score => Assert.InRange(score, 0.9, 1));
        Assert.Equal(1, UnsupervisedRanking.Score(new[,] { { 0.0, 1 }, { 1, 0 } }));
        Assert.Equal(0.5, UnsupervisedRanking.Score(new[,] { { 1.0, 1 }, { 1, 1 } }));
        Assert.Equal(0, UnsupervisedRanking.Score(new double[2, 2]));
        // all codes are dead
        Assert.Equal([0, 0], UnsupervisedRanking.Compute([z, other], [zeros_like(nats), zeros_like(nats)]));
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("At least two models",
            Assert.Throws<ArgumentException>(() => UnsupervisedRanking.Compute([Codes[0]], [Nats[0]])).Message);
        Assert.Throws<ArgumentException>(
            () => UnsupervisedRanking.Compute([Codes[0], zeros(3, 4)], [Nats[0], Nats[0]]));
    }
}
