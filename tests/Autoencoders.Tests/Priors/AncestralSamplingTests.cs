using Autoencoders.Tests.Core;
using Autoencoders.Tests.Models;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Priors;

public class AncestralSamplingTests
{
    [Theory]
    [InlineData(1, 7, 7, 3, 3, 1)]
    [InlineData(5, 7, 7, 7, 3, 4)]
    [InlineData(2, 4, 9, 5, 5, 3)]
    [InlineData(3, 9, 1, 3, 3, 2)]
    public void Cached_sampling_draws_the_very_grids_of_the_plain_loop(int count, int height, int width,
        int firstKernel, int kernel, int layers)
    {
        manual_seed(count);
        var model = new GatedPixelCnn(11, channels: 6, layers: layers, firstKernel: firstKernel, kernel: kernel);
        var plain = AncestralSampling.Plain(model, count, height, width, seed: 4);
        var cached = AncestralSampling.Cached(model, count, height, width, seed: 4);
        Assert.True(plain.eq(cached).all().item<bool>());
        Assert.Equal([count, height, width], plain.shape);
        Assert.True(height * width < 20
            || !plain.eq(AncestralSampling.Cached(model, count, height, width, seed: 5)).all().item<bool>());
    }

    [Fact]
    public void With_classes_temperature_and_top_k_too()
    {
        manual_seed(1);
        var model = new GatedPixelCnn(6, channels: 6, layers: 3, firstKernel: 5, classes: 3);
        var classes = tensor([0L, 1, 2, 0]);
        var plain = AncestralSampling.Plain(model, 4, 6, 6, seed: 2, classes, temperature: 0.7, topK: 3);
        Assert.True(plain.eq(AncestralSampling.Cached(model, 4, 6, 6, seed: 2, classes, temperature: 0.7, topK: 3))
            .all().item<bool>());
        Assert.Throws<ArgumentException>(() => AncestralSampling.Cached(model, 4, 6, 6));
    }

    [Fact]
    public void The_caches_have_their_models_logits()
    {
        manual_seed(1);
        var gated = new GatedPixelCnn(6, channels: 8, layers: 4, firstKernel: 5);
        SameLogits(gated, null, new GatedPixelCnnCache(gated, 3, 5, 4, null));
        var placed = new GatedPixelCnn(6, channels: 8, layers: 5, firstKernel: 5, classes: 4, dilations: [1, 2],
            grid: (5, 4));
        using (no_grad())
            foreach (var (name, bias) in placed.named_parameters())
                if (name.Contains("ofRow") || name.Contains("ofColumn")) bias.normal_();
        SameLogits(placed, tensor([1L, 3, 0]), new GatedPixelCnnCache(placed, 3, 5, 4, tensor([1L, 3, 0])));
        var transformer = new CausalTransformer(6, positions: 20, width: 12, layers: 3, heads: 3, classes: 4);
        var classes = tensor([1L, 3, 0]);
        SameLogits(transformer, classes, new CausalTransformerCache(transformer, 3, 5, 4, classes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void The_Transformers_cache_draws_the_very_grids_too(long ofClasses)
    {
        manual_seed(2);
        var model = new CausalTransformer(7, positions: 24, width: 8, layers: 2, heads: 2, classes: ofClasses);
        var classes = ofClasses == 0 ? null : tensor([2L, 0, 1]);
        var plain = AncestralSampling.Plain(model, 3, 4, 6, seed: 5, classes, temperature: 0.9, topK: 5);
        Assert.True(plain.eq(AncestralSampling.Cached(model, 3, 4, 6, seed: 5, classes, temperature: 0.9, topK: 5))
            .all().item<bool>());
        Assert.Throws<ArgumentException>(() => AncestralSampling.Cached(model, 3, 5, 6, classes: classes));
    }

    [Fact]
    public void Drawing_leaves_no_tensors_behind()
    {
        var gated = new GatedPixelCnn(4, channels: 4, layers: 2, firstKernel: 3);
        var transformer = new CausalTransformer(4, positions: 9, width: 4, layers: 2, heads: 2);
        void Draw()
        {
            using var scope = NewDisposeScope();
            AncestralSampling.Cached(gated, 2, 3, 3);
            AncestralSampling.Cached(transformer, 2, 3, 3);
        }
        Draw();
        GC.Collect(); // what other tests left undisposed must not vanish in between
        GC.WaitForPendingFinalizers();
        var before = LiveTensors.Settle();
        for (var i = 0; i < 3; i++) Draw();
        Assert.Equal(before, Tensor.TotalCount);
    }

    private static void SameLogits(IAutoregressive model, Tensor? classes, ISymbolCache made)
    {
        using var noGradient = no_grad();
        using var cache = made;
        var x = randint(6, new long[] { 3, 5, 4 }, dtype: int64);
        var logits = model.Logits(x, classes);
        for (var i = 0; i < 5; i++)
            for (var j = 0; j < 4; j++)
            {
                Assert.True(cache.Logits(i, j).allclose(logits[.., .., i, j], rtol: 1e-4, atol: 1e-5));
                cache.Set(i, j, x[.., i, j]);
            }
    }

    [Fact]
    public void Grids_are_as_frequent_as_the_model_says()
    {
        var (model, _) = MaskedConvolutionTests.Make("gated", 2);
        const int Draws = 20_000;
        var drawn = AncestralSampling.Cached((GatedPixelCnn)model, Draws, 2, 2, seed: 3);
        using var noGradient = no_grad();
        var bits = arange(16).unsqueeze(1).floor_divide(pow(2, arange(4))).remainder(2).reshape(16, 2, 2);
        var p = (-Autoregressive.NegativeLogLikelihood(bits, model.Logits(bits))).exp();
        var counts = bincount((drawn.flatten(1) * tensor([1L, 2, 4, 8])).sum(1), minlength: 16).to(float32) / Draws;
        Assert.True((counts - p).abs().max().item<float>() < 4 * 0.5 / Math.Sqrt(Draws));
    }

    [Fact]
    public void What_completes_a_grid_is_as_frequent_as_Bayes_says()
    {
        var (model, _) = MaskedConvolutionTests.Make("gated", 2);
        const int Draws = 20_000;
        var given = tensor(new long[] { 1, 0, 1, 1 }, [1, 2, 2]).expand(Draws, 2, 2);
        var drawn = AncestralSampling.Complete(model, given, from: 2, seed: 3);
        Assert.True(drawn[.., 0].eq(given[.., 0]).all().item<bool>());
        using var noGradient = no_grad();
        var all = tensor(new long[] { 1, 0, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 1 }, [4, 2, 2]);
        var p = (-Autoregressive.NegativeLogLikelihood(all, model.Logits(all))).exp();
        p /= p.sum(); // given that the upper row is 1, 0
        var counts = bincount((drawn[.., 1] * tensor([2L, 1])).sum(1), minlength: 4).to(float32) / Draws;
        Assert.True((counts - p).abs().max().item<float>() < 4 * 0.5 / Math.Sqrt(Draws));
    }

    [Fact]
    public void All_or_nothing_of_a_grid_can_be_given()
    {
        var (model, _) = MaskedConvolutionTests.Make("gated", 5);
        var given = randint(5, new long[] { 3, 4, 4 }, dtype: int64);
        Assert.True(AncestralSampling.Complete(model, given, 16).eq(given).all().item<bool>());
        Assert.True(AncestralSampling.Complete(model, given, 0, seed: 2)
            .eq(AncestralSampling.Cached(model, 3, 4, 4, seed: 2)).all().item<bool>());
        Assert.Throws<ArgumentOutOfRangeException>(() => AncestralSampling.Complete(model, given, 17));
        Assert.Throws<ArgumentException>(() => AncestralSampling.Complete(model, given.to(float32), 0));
    }

    [Fact]
    public void A_draw_is_the_first_symbol_whose_running_sum_exceeds_the_number()
    {
        var logits = tensor(new[,] { { 0.2, 0.5, 0.3 } }).log().expand(5, 3);
        var drawn = AncestralSampling.Draw(logits, tensor([0, 0.1999, 0.2001, 0.6999, 0.9999]));
        Assert.Equal([0L, 0, 1, 1, 2], drawn.data<long>().ToArray());
        Assert.Equal([1L, 1, 1, 1, 1],
            AncestralSampling.Draw(logits, tensor([0, 0.2, 0.5, 0.9, 0.9999]), topK: 1).data<long>().ToArray());
        Assert.Equal([1L, 1, 1, 2, 2],
            AncestralSampling.Draw(logits, tensor([0, 0.2, 0.5, 0.9, 0.9999]), topK: 2).data<long>().ToArray());
        Assert.Equal([1L, 1, 1], AncestralSampling.Draw(logits[..3], tensor([0.001, 0.5, 0.999]), temperature: 0.01)
            .data<long>().ToArray());
    }

    [Fact]
    public void A_symbol_without_probability_is_never_drawn()
    {
        var logits = tensor(new[,] { { double.NegativeInfinity, 0, double.NegativeInfinity } }).expand(2, 3);
        Assert.Equal([1L, 1], AncestralSampling.Draw(logits, tensor([0, 1 - 1e-16])).data<long>().ToArray());
    }

    [Fact]
    public void Bad_numbers_are_refused()
    {
        Assert.Throws<ArgumentException>(() => AncestralSampling.Draw(zeros(2, 3), zeros(3)));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => AncestralSampling.Draw(zeros(2, 3), zeros(2), temperature: 0));
        Assert.Throws<ArgumentException>(() => AncestralSampling.Draw(zeros(2, 3), zeros(2), topK: -1));
        Assert.Contains("finite",
            Assert.Throws<ArgumentException>(
                () => AncestralSampling.Draw(full([1, 4], double.NaN, float64), tensor([0.5]))).Message);
        foreach (var bad in new[] { double.NaN, double.PositiveInfinity })
            Assert.Throws<ArgumentException>(
                () => AncestralSampling.Draw(tensor(new[,] { { 0, 1, bad } }), tensor([0.5])));
        Assert.Throws<ArgumentException>(
            () => AncestralSampling.Draw(full(1, 4, double.NegativeInfinity), tensor([0.5])));
        foreach (var bad in new[] { double.NaN, -0.1, 1 })
            Assert.Contains("[0, 1)",
                Assert.Throws<ArgumentException>(() => AncestralSampling.Draw(zeros(1, 4), tensor([bad]))).Message);
    }

    [Fact]
    public void Of_a_model_whose_weights_are_no_numbers_nothing_is_drawn()
    {
        var model = new GatedPixelCnn(4, channels: 4, layers: 2, firstKernel: 3);
        using (no_grad()) foreach (var weight in model.parameters()) weight.fill_(float.NaN);
        Assert.Contains("finite",
            Assert.Throws<ArgumentException>(() => AncestralSampling.Cached(model, 2, 3, 3)).Message);
        Assert.Contains("finite",
            Assert.Throws<ArgumentException>(() => AncestralSampling.Plain(model, 2, 3, 3)).Message);
    }
}
