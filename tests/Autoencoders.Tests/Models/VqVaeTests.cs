using static TorchSharp.torch;

namespace Autoencoders.Tests.Models;

public class VqVaeTests
{
    [Fact]
    public void Parameters_are_counted_as_kernels_biases_and_codes()
    {
        const int C = 8, W = 16, D = 5, K = 12;
        var expected = (16 * C + C) + (C * W * 16 + W) + (W * W * 9 + W) + (W * D + D)
            + (D * W * 9 + W) + (W * C * 16 + C) + (C * 16 + 1) + K * D;
        Assert.Equal(expected, new VqVae(new VectorQuantizer(K, D), C).parameters().Sum(p => p.numel()));
    }

    [Theory]
    [InlineData(1, 28, 28)]
    [InlineData(3, 32, 32)]
    [InlineData(1, 8, 20)]
    public void Pictures_become_a_grid_of_codes_and_back(int channels, int height, int width)
    {
        manual_seed(1);
        var model = new VqVae(new EmaQuantizer(10, 6), 4, channels);
        model.eval();
        var x = rand(3, channels, height, width);
        var z = model.Encode(x);
        Assert.Equal([3L, 6, height / 4, width / 4], z.shape);
        var q = model.Quantize(z);
        Assert.Equal([3L, height / 4, width / 4], q.Index.shape);
        Assert.Equal(z.shape, q.Output.shape);
        Assert.Equal([3L], q.Penalty.Total.shape);
        var xHat = model.call(x);
        Assert.Equal(x.shape, xHat.shape);
        Assert.True(model.DecodeCodes(model.Codes(x)).allclose(xHat, atol: 1e-6));
    }

    [Fact]
    public void A_position_is_quantised_where_it_is()
    {
        manual_seed(1);
        var quantizer = new VectorQuantizer(9, 2);
        quantizer.Set(randn(9, 2));
        var model = new VqVae(quantizer, 2);
        var z = randn(2, 2, 3, 5);
        var q = model.Quantize(z);
        for (var (n, y, x) = (1, 0, 0); y < 3; y++)
            for (x = 0; x < 5; x++)
            {
                var alone = quantizer.Quantize(z[n, .., y, x].unsqueeze(0));
                Assert.Equal(alone.Index.item<long>(), q.Index[n, y, x].item<long>());
                Assert.True(alone.Output[0].eq(q.Output[n, .., y, x]).all().item<bool>());
            }
        var squares = (z - q.Output).square().sum([1L, 2, 3]); // ‖z − e‖² of each picture
        Assert.True(q.Penalty.Total.allclose(1.25 * squares, atol: 1e-5));
    }

    [Fact]
    public void Several_tables_give_several_codes_a_position()
    {
        manual_seed(1);
        var model = new VqVae(new ResidualQuantizer(new EmaQuantizer(4, 3), new EmaQuantizer(4, 3)), 4);
        model.eval();
        var x = rand(2, 1, 28, 28);
        Assert.Equal([2L, 7, 7, 2], model.Codes(x).shape);
        Assert.True(model.DecodeCodes(model.Codes(x)).allclose(model.call(x), atol: 1e-6));
        Assert.Equal(6, model.state_dict().Keys.Count(key => key.StartsWith("quantizer.", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_reconstruction_trains_the_encoder_and_not_the_codebook()
    {
        manual_seed(1);
        var quantizer = new VectorQuantizer(6, 4);
        var model = new VqVae(quantizer, 4);
        var x = rand(3, 1, 28, 28);
        Gaussian.SquaredError(x, model.call(x)).sum().backward();
        Assert.All(model.named_parameters(),
            p => Assert.Equal(p.name == "quantizer.codebook", p.parameter.grad is null));
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void It_learns()
    {
        using var data = Datasets.Drawn(train: 300, test: 100, seed: 5);
        manual_seed(1);
        var model = new VqVae(new EmaQuantizer(32, 8, restartBelow: 0.5), 8);
        Loss Negative(Batch batch)
        {
            var q = model.Quantize(model.Encode(batch.Images));
            return VectorQuantization.Loss(batch.Images, model.Decode(q.Output), q.Penalty, 0.05);
        }

        model.Quantizer.Start(VqVae.Rows(model.Encode(data.Train.Images()[..20])));
        var run = Trainer.Fit(model, data.Train, data.Test, Negative,
            new() { Epochs = 8, BatchSize = 50, LearningRate = 3e-3, ShowProgress = false });
        Assert.True(run.Last.TestTerms["reconstruction"] < 0.7 * run.Epochs[0].TrainTerms["reconstruction"]);
        Assert.Equal(run.Last.Test, run.Last.TestTerms["reconstruction"] + run.Last.TestTerms["commitment"], 1e-2);
    }

    [Fact]
    public void Bad_shapes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new VqVae(new VectorQuantizer(2, 2), 0));
        Assert.Throws<ArgumentNullException>(() => new VqVae(null!));
        Assert.Contains("(2, 3)", Assert.Throws<ArgumentException>(() => VqVae.Rows(zeros(2, 3))).Message);
    }
}
