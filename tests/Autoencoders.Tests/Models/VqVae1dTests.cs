using static TorchSharp.torch;

namespace Autoencoders.Tests.Models;

public class VqVae1dTests
{
    [Fact]
    public void Parameters_are_counted_as_kernels_biases_and_codes()
    {
        const int C = 8, F = 20, D = 5, K = 12, W = 32;
        var expected = (W * F + F) + (3 * F * C + C) + (C * D + D) + (3 * D * C + C) + (3 * C * F + F)
            + (W * F + 1) + K * D;
        Assert.Equal(expected, new VqVae1d(new VectorQuantizer(K, D), C, F, hop: 16, window: W).parameters()
            .Sum(p => p.numel()));
    }

    [Theory]
    [InlineData(64, 256, 1024)]
    [InlineData(16, 16, 48)]
    [InlineData(5, 7, 35)]
    public void Sounds_become_a_sequence_of_codes_and_back(int hop, int window, int samples)
    {
        manual_seed(1);
        var model = new VqVae1d(new EmaQuantizer(10, 6), 4, 6, hop, window);
        model.eval();
        var x = randn(3, samples);
        var z = model.Encode(x);
        Assert.Equal([3L, 6, samples / hop], z.shape);
        var q = model.Quantize(z);
        Assert.Equal([3L, samples / hop], q.Index.shape);
        Assert.Equal(z.shape, q.Output.shape);
        Assert.Equal([3L], q.Penalty.Total.shape);
        Assert.Equal(x.shape, model.call(x).shape);
        Assert.True(model.DecodeCodes(model.Codes(x)).allclose(model.call(x), atol: 1e-6));
    }

    [Fact]
    public void A_position_is_quantised_where_it_is()
    {
        manual_seed(1);
        var quantizer = new VectorQuantizer(9, 2);
        quantizer.Set(randn(9, 2));
        var model = new VqVae1d(quantizer, 2);
        var z = randn(2, 2, 5);
        var q = model.Quantize(z);
        for (var t = 0; t < 5; t++)
        {
            var alone = quantizer.Quantize(z[1, .., t].unsqueeze(0));
            Assert.Equal(alone.Index.item<long>(), q.Index[1, t].item<long>());
            Assert.True(alone.Output[0].eq(q.Output[1, .., t]).all().item<bool>());
        }
        // ‖z − e‖² of each sound
        Assert.True(q.Penalty.Total.allclose(1.25 * (z - q.Output).square().sum([1L, 2]), atol: 1e-5));
    }

    [Fact]
    public void A_sound_that_comes_a_hop_later_has_its_codes_a_position_later()
    {
        manual_seed(1);
        var model = new VqVae1d(new EmaQuantizer(50, 4), 8, 8, hop: 16, window: 64);
        model.eval();
        var x = cat([zeros(1, 160), randn(1, 320), zeros(1, 160)], 1);
        var (codes, later) = (model.Codes(x), model.Codes(x.roll(16, 1)));
        Assert.True(codes[.., 2..^3].eq(later[.., 3..^2]).all().item<bool>());
    }

    [Fact]
    public void Several_tables_give_several_codes_a_position()
    {
        manual_seed(1);
        var model = new VqVae1d(new ResidualQuantizer(new EmaQuantizer(4, 3), new EmaQuantizer(4, 3)), 4);
        model.eval();
        var x = randn(2, 512);
        Assert.Equal([2L, 8, 2], model.Codes(x).shape);
        Assert.True(model.DecodeCodes(model.Codes(x)).allclose(model.call(x), atol: 1e-6));
    }

    [Fact]
    public void The_reconstruction_trains_the_encoder_and_not_the_codebook()
    {
        manual_seed(1);
        var model = new VqVae1d(new VectorQuantizer(6, 4), 4);
        var x = randn(3, 512);
        Gaussian.SquaredError(x, model.call(x)).sum().backward();
        Assert.All(model.named_parameters(),
            p => Assert.Equal(p.name == "quantizer.codebook", p.parameter.grad is null));
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void It_learns_notes()
    {
        using var data = Datasets.Notes(train: 100, test: 20, seed: 5);
        manual_seed(1);
        var model = new VqVae1d(new EmaQuantizer(64, 8, decay: 0.9, restartBelow: 0.1), 32, filters: 64);
        Loss Negative(Batch batch)
        {
            var x = MuLaw.Expand(batch.Flat);
            var q = model.Quantize(model.Encode(x));
            return VectorQuantization.Loss(x, model.Decode(q.Output), q.Penalty, 0.03);
        }

        model.Quantizer.Start(VqVae1d.Rows(model.Encode(MuLaw.Expand(data.Train.Flat()[..20]))));
        var run = Trainer.Fit(model, data.Train, data.Test, Negative,
            new() { Epochs = 15, BatchSize = 5, LearningRate = 5e-3, ShowProgress = false });
        Assert.InRange(run.Last.TestTerms["reconstruction"] / run.Epochs[0].TrainTerms["reconstruction"], 0, 0.7);
    }

    [Fact]
    public void Bad_shapes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new VqVae1d(new VectorQuantizer(2, 2), 0));
        Assert.Throws<ArgumentNullException>(() => new VqVae1d(null!));
        Assert.Contains("even",
            Assert.Throws<ArgumentException>(
                () => new VqVae1d(new VectorQuantizer(2, 2), hop: 64, window: 99)).Message);
        Assert.Contains("(2, 100)",
            Assert.Throws<ArgumentException>(() => new VqVae1d(new VectorQuantizer(2, 2))
                .Encode(zeros(2, 100))).Message);
        Assert.Throws<ArgumentException>(() => VqVae1d.Rows(zeros(2, 3)));
    }
}
