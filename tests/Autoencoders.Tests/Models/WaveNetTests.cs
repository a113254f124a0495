using Autoencoders.Tests.Core;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Models;

public class WaveNetTests
{
    public static TheoryData<bool> WithClasses => [false, true];

    private static (WaveNet Model, Tensor? Classes) Make(long symbols, int count, bool withClasses)
    {
        manual_seed(3);
        return withClasses
            ? (new WaveNet(symbols, channels: 8, dilations: [1, 2, 4], skip: 8, classes: [3, 2]), arange(count) % 6)
            : (new WaveNet(symbols, channels: 8, dilations: [1, 2, 4], skip: 8), null);
    }

    [Theory]
    [MemberData(nameof(WithClasses))]
    public void Nothing_at_or_after_a_position_changes_its_logits_in_a_single_bit(bool withClasses)
    {
        var (model, classes) = Make(5, 1, withClasses);
        const int Length = 24;
        using var noGradient = no_grad();
        var x = randint(5, new long[] { 1, 1, Length }, dtype: int64);
        var before = model.Logits(x, classes);
        for (var t = 0; t < Length; t++)
        {
            var other = x.clone();
            // every symbol from t on is another
            other.view(-1)[t..] = (other.view(-1)[t..] + 1 + randint(4, new long[] { Length - t }, dtype: int64)) % 5;
            Assert.True(model.Logits(other, classes)[.., .., 0, ..(t + 1)].eq(before[.., .., 0, ..(t + 1)]).all()
                .item<bool>());
        }
    }

    [Theory]
    [InlineData(4, 1, 2)]
    [InlineData(8, 1, 2, 4)]
    [InlineData(15, 1, 2, 4, 1, 2, 4)]
    [InlineData(4, 3)]
    public void What_a_position_sees_is_the_formulas_receptive_field(int expected, params int[] dilations)
    {
        manual_seed(2);
        var model = new WaveNet(3, channels: 16, dilations: dilations, skip: 16);
        using var noGradient = no_grad();
        var plain = zeros([1, 1, 40], int64);
        var before = model.Logits(plain)[0, .., 0, 39];
        var seen = Enumerable.Range(0, 40).Where(i =>
        {
            var changed = plain.clone();
            changed[0, 0, i] = 1;
            return !model.Logits(changed)[0, .., 0, 39].eq(before).all().item<bool>();
        }).ToArray();
        Assert.Equal((expected, expected), (WaveNet.Reach(dilations), model.ReceptiveField));
        Assert.Equal(38, seen.Max());
        Assert.Equal(expected, 39 - seen.Min());
        if (dilations[0] == 1) Assert.Equal(expected, seen.Length); // without holes
        var byGradient = ReceptiveField.Measure(v => model.LogitsOfVectors(v), model.Vectors(plain), 0, 39);
        Assert.Equal(seen, byGradient[0].ne(0).nonzero().flatten().data<long>().ToArray().Select(i => (int)i));
    }

    [Theory]
    [MemberData(nameof(WithClasses))]
    public void The_probabilities_of_all_512_sequences_of_nine_bits_add_up_to_one(bool withClasses)
    {
        var (model, classes) = Make(2, 512, withClasses);
        if (classes is not null) classes = full([512], 5, int64);
        using var noGradient = no_grad();
        var bits = arange(512).unsqueeze(1).floor_divide(pow(2, arange(9))).remainder(2).reshape(512, 1, 9);
        var logP = -Autoregressive.NegativeLogLikelihood(bits, model.Logits(bits, classes));
        Assert.Equal(1, logP.to(float64).exp().sum().item<double>(), 1e-5);
        Assert.True(logP.std().item<float>() > 1e-3); // not all alike
    }

    [Fact]
    public void A_layer_is_the_papers_equation()
    {
        manual_seed(1);
        var layer = new WaveNetLayer(2, 3, dilation: 2);
        var (x, told) = (randn(1, 2, 5), randn(1, 4, 1));
        var (next, skip) = layer.call(x, told);
        var (w, b) = (layer.dilated.weight!, layer.dilated.bias!);                 // (4, 2, 2)
        for (var t = 0; t < 5; t++)
        {
            var a = w[.., .., 1].matmul(x[0, .., t]) + b + told[0, .., 0];
            if (t >= 2) a = a + w[.., .., 0].matmul(x[0, .., t - 2]);
            var y = a[..2].tanh() * a[2..].sigmoid();
            Assert.True(next[0, .., t]
                .allclose(x[0, .., t] + layer.residual.weight!.squeeze(2).matmul(y)
                    + layer.residual.bias!, atol: 1e-5));
            Assert.True(skip[0, .., t]
                .allclose(layer.output.weight!.squeeze(2).matmul(y) + layer.output.bias!, atol: 1e-5));
        }
    }

    [Fact]
    public void Parameters_are_counted_and_all_of_them_learn()
    {
        const int K = 7, C = 6, S = 5, L = 2;
        manual_seed(1);
        var model = new WaveNet(K, C, [1, 2], S, classes: [3, 2]);
        Assert.Equal(K * C + L * ((4 * C * C + 2 * C) + (C * C + C) + (C * S + S)) + (S * S + S) + (S * K + K)
            + (3 + 2) * L * 2 * C, model.parameters().Sum(p => p.numel()));
        var x = randint(K, new long[] { 12, 1, 9 }, dtype: int64);
        Autoregressive.NegativeLogLikelihood(x, model.Logits(x, arange(12) % 6)).sum().backward();
        var silent = model.named_parameters()
            .Where(p => p.parameter.grad is null || p.parameter.grad.abs().sum().item<float>() == 0)
            .Select(p => p.name);
        Assert.Equal(["layers.1.residual.weight", "layers.1.residual.bias"], silent); // the last layer has no next one
    }

    [Fact]
    public void A_class_is_the_sum_of_its_factors_tables()
    {
        manual_seed(1);
        var model = new WaveNet(4, 6, [1, 2], 8, classes: [3, 2]);
        var told = model.Condition(tensor([0L, 1, 2, 5]), 4).Select(c => c!).ToArray();
        Assert.Equal([4L, 12], told[0].shape);
        // what the second factor adds is the same beside each value of the first: (0,1) − (0,0) and (2,1) − (2,0)
        foreach (var layer in told)
        {
            var twoZero = model.Condition(tensor([4L]), 1)[Array.IndexOf(told, layer)]!;
            Assert.True((layer[1] - layer[0]).allclose(layer[3] - twoZero[0], atol: 1e-6));
        }
    }

    [Fact]
    public void A_grid_is_read_in_raster_order()
    {
        var (model, _) = Make(4, 1, false);
        using var noGradient = no_grad();
        var x = randint(4, new long[] { 2, 3, 5 }, dtype: int64);
        Assert.True(model.Logits(x).flatten(2).eq(model.Logits(x.reshape(2, 1, 15)).flatten(2)).all().item<bool>());
    }

    [Theory]
    [InlineData(1, 1, 1, false)]
    [InlineData(4, 1, 30, false)]
    [InlineData(5, 1, 30, true)]
    [InlineData(2, 3, 4, true)]
    public void Cached_sampling_draws_the_very_sequences_of_the_plain_loop(int count, int height, int width,
        bool withClasses)
    {
        var (model, classes) = Make(6, count, withClasses);
        var plain = AncestralSampling.Plain(model, count, height, width, seed: 4, classes, temperature: 0.8, topK: 5);
        var cached = AncestralSampling.Cached(model, count, height, width, seed: 4, classes, temperature: 0.8, topK: 5);
        Assert.True(plain.eq(cached).all().item<bool>());
        Assert.True(width < 20 || !plain.eq(AncestralSampling.Cached(model, count, height, width, seed: 5, classes))
            .all().item<bool>());
    }

    [Fact]
    public void The_cache_has_the_models_logits()
    {
        var (model, classes) = Make(6, 3, true);
        using var noGradient = no_grad();
        var x = randint(6, new long[] { 3, 1, 20 }, dtype: int64);
        var logits = model.Logits(x, classes);
        using var cache = new WaveNetCache(model, 3, 1, 20, classes);
        for (var t = 0; t < 20; t++)
        {
            Assert.True(cache.Logits(0, t).allclose(logits[.., .., 0, t], rtol: 1e-4, atol: 1e-5));
            cache.Set(0, t, x[.., 0, t]);
        }
    }

    [Fact]
    public void Sampling_leaves_no_tensors_behind()
    {
        var (model, classes) = Make(6, 3, true);
        AncestralSampling.Cached(model, 3, 1, 10, 1, classes).Dispose();
        var before = LiveTensors.Settle();
        AncestralSampling.Cached(model, 3, 1, 10, 1, classes).Dispose();
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Bad_models_and_classes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WaveNet(0));
        Assert.Throws<ArgumentException>(() => new WaveNet(2, dilations: []));
        Assert.Throws<ArgumentException>(() => new WaveNet(2, dilations: [1, 0]));
        Assert.Throws<ArgumentException>(() => new WaveNet(2, classes: [3, 0]));
        var model = new WaveNet(2, 4, classes: [3, 2]);
        var x = zeros([2, 1, 5], int64);
        Assert.Contains("0 to 5", Assert.Throws<ArgumentException>(() => model.Logits(x)).Message);
        Assert.Throws<ArgumentException>(() => model.Logits(x, tensor([0L, 6])));
        Assert.Throws<ArgumentException>(() => model.Logits(x, tensor([0L])));
        Assert.Throws<ArgumentException>(() => new WaveNet(2).Logits(x, tensor([0L, 0])));
        Assert.Throws<ArgumentException>(() => model.Logits(zeros([2, 5], int64)));
    }
}
