using static TorchSharp.torch;

namespace Autoencoders.Tests.Models;

public class CausalTransformerTests
{
    // The layers written out for one position at a time, in double precision, without attention's operator or a mask.
    [Fact]
    public void It_is_what_its_equations_say()
    {
        manual_seed(1);
        var model = new CausalTransformer(5, positions: 6, width: 4, layers: 1, heads: 2);
        var w = model.named_parameters().ToDictionary(p => p.Item1, p => p.Item2.detach().to(float64));
        var x = tensor(new long[] { 3, 0, 4, 1, 1, 2 });
        Tensor Norm(Tensor v, string name)
        {
            var centred = v - v.mean();
            return centred / (centred.square().mean() + 1e-5).sqrt() * w[name + ".weight"] + w[name + ".bias"];
        }
        Tensor Map(Tensor v, string name) => w[name + ".weight"].matmul(v) + w[name + ".bias"];

        var a = Enumerable.Range(0, 6)
            .Select(t => (t == 0 ? w["start.weight"][0] : w["embedding.weight"][x[t - 1]]) + w["place"][t]).ToArray();
        // (12) each
        var qkv = a.Select(v => Map(Norm(v, "blocks.0.beforeAttention"), "blocks.0.queriesKeysValues")).ToArray();
        using var noGradient = no_grad();
        var logits = model.Logits(x.reshape(1, 2, 3))[0].flatten(1); // (5, 6)
        for (var t = 0; t < 6; t++)
        {
            var heads = Enumerable.Range(0, 2).Select(head =>
            {
                var (q, k, v) = (4 * 0 + 2 * head, 4 + 2 * head, 8 + 2 * head);
                var scores = stack(Enumerable.Range(0, t + 1)
                    .Select(s => (qkv[t][q..(q + 2)] * qkv[s][k..(k + 2)]).sum() / Math.Sqrt(2)));
                var weights = scores.exp() / scores.exp().sum();
                return Enumerable.Range(0, t + 1).Select(s => weights[s] * qkv[s][v..(v + 2)])
                    .Aggregate((one, other) => one + other);
            });
            var b = a[t] + Map(cat(heads.ToArray()), "blocks.0.output");
            var inner = Map(Norm(b, "blocks.0.beforeMlp"), "blocks.0.mlp.0");
            b = b + Map(inner * 0.5 * (1 + erf(inner / Math.Sqrt(2))), "blocks.0.mlp.2");
            var expected = Map(Norm(b, "head.0"), "head.1");
            Assert.True(logits[.., t].to(float64).allclose(expected, rtol: 1e-4, atol: 1e-5));
        }
    }

    [Fact]
    public void It_sees_all_that_came_before()
    {
        manual_seed(2);
        var model = new CausalTransformer(2, positions: 16, width: 8, layers: 1, heads: 2);
        foreach (var (y, x) in new[] { (0, 0), (0, 3), (2, 1), (3, 3) })
            Assert.Equal(4 * y + x, MaskedConvolutionTests.Influences(model, 4, y, x).Count);
    }

    [Fact]
    public void A_class_changes_every_position()
    {
        manual_seed(3);
        var model = new CausalTransformer(4, positions: 9, width: 8, layers: 2, heads: 2, classes: 3);
        using var noGradient = no_grad();
        var logits = model.Logits(zeros([3, 3, 3], int64), arange(3));
        Assert.True((logits[1] - logits[0]).abs().amax(0).gt(1e-6).all().item<bool>());
        Assert.True((logits[2] - logits[1]).abs().amax(0).gt(1e-6).all().item<bool>());
    }

    [Fact]
    public void Bad_models_and_grids_are_refused()
    {
        Assert.Contains("multiple",
            Assert.Throws<ArgumentException>(() => new CausalTransformer(2, 4, width: 6, heads: 4)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CausalTransformer(0, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CausalTransformer(2, 0));
        Assert.Contains("3 × 3",
            Assert.Throws<ArgumentException>(() => new CausalTransformer(2, 4)
                .Logits(zeros([1, 3, 3], int64))).Message);
        Assert.Contains("no classes",
            Assert.Throws<ArgumentException>(() => new CausalTransformer(2, 9)
                .Logits(zeros([1, 3, 3], int64), zeros([1], int64))).Message);
        Assert.Contains("0 to 2",
            Assert.Throws<ArgumentException>(() => new CausalTransformer(2, 9, classes: 3)
                .Logits(zeros([1, 3, 3], int64))).Message);
    }
}
