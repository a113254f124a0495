using static TorchSharp.torch;

namespace Autoencoders.Tests.Quantizers;

public class EmaQuantizerTests
{
    [Fact]
    public void One_step_by_hand()
    {
        var quantizer = new EmaQuantizer(1, 2, decay: 0.99);
        quantizer.Set(zeros(1, 2)); // N = 1, M = 0
        quantizer.train();
        quantizer.Quantize(tensor(new[,] { { 1f, 0f }, { 1f, 2f } }));
        Assert.Equal(1.01, quantizer.Sizes.item<float>(), 1e-6);
        Assert.True(quantizer.Codebook.allclose(full(1, 2, 0.01980198f), atol: 1e-8));
    }

    [Fact]
    public void Without_memory_it_is_Lloyds_algorithm()
    {
        manual_seed(3);
        var z = cat([randn(40, 2), randn(40, 2) + 4, randn(40, 2) - 4], 0);
        var start = z.index_select(0, tensor([0L, 41, 81]));
        var quantizer = new EmaQuantizer(3, 2, decay: 0);
        quantizer.Set(start);
        quantizer.train();
        for (var round = 0; round < 30; round++) quantizer.Quantize(z);
        Assert.True(quantizer.Codebook.allclose(KMeans.Lloyd(z, start).Centres, atol: 1e-5));
    }

    [Fact]
    public void It_learns_in_training_only_and_keeps_no_graph()
    {
        manual_seed(1);
        var quantizer = new EmaQuantizer(8, 3);
        var before = quantizer.Codebook.clone();
        quantizer.eval();
        quantizer.Quantize(randn(30, 3, requires_grad: true));
        Assert.True(quantizer.Codebook.eq(before).all().item<bool>());
        quantizer.train();
        quantizer.Quantize(randn(30, 3, requires_grad: true));
        Assert.False(quantizer.Codebook.eq(before).all().item<bool>());
        Assert.False(quantizer.Codebook.requires_grad);
        Assert.Empty(quantizer.parameters());
        Assert.Equal(["codebook", "sizes", "sums"], quantizer.state_dict().Keys.Order());
    }

    [Fact]
    public void A_code_that_is_never_chosen_stays_where_it_is_however_long()
    {
        var quantizer = new EmaQuantizer(2, 1, decay: 0.5);
        quantizer.Set(tensor(new[,] { { 0f }, { 100f } }));
        quantizer.train();
        for (var step = 0; step < 3000; step++) quantizer.Quantize(ones(4, 1)); // 0.5³⁰⁰⁰ is zero in single precision
        Assert.Equal(100, quantizer.Codebook[1].item<float>());
        Assert.Equal(1, quantizer.Codebook[0].item<float>(), 1e-6);
    }

    [Fact]
    public void Dead_codes_are_restarted_at_vectors_of_the_batch()
    {
        manual_seed(1);
        var quantizer = new EmaQuantizer(4, 2, decay: 0.5, restartBelow: 0.9, seed: 7);
        quantizer.Set(tensor(new[,] { { 0f, 0f }, { 50f, 50f }, { 60f, 60f }, { 70f, 70f } }));
        quantizer.train();
        var z = randn(40, 2);
        quantizer.Quantize(z);
        Assert.Equal(3, quantizer.Restarts);
        // By differences: cdist goes through a matrix product for this many vectors, and is off by rounding where two
        // are equal.
        var nearest = (quantizer.Codebook[1..].unsqueeze(1) - z).abs().sum(2).min(1).values;
        Assert.True(nearest.eq(0).all().item<bool>());
        for (var step = 0; step < 20; step++) quantizer.Quantize(z);
        Assert.True(bincount(quantizer.Quantize(z).Index, minlength: 4).gt(0).all().item<bool>());

        var same = new EmaQuantizer(4, 2, decay: 0.5, restartBelow: 0.9, seed: 7);
        same.Set(tensor(new[,] { { 0f, 0f }, { 50f, 50f }, { 60f, 60f }, { 70f, 70f } }));
        same.train();
        for (var step = 0; step < 22; step++) same.Quantize(z);
        Assert.True(same.Codebook.eq(quantizer.Codebook).all().item<bool>()); // decided by the seed
    }

    [Fact]
    public void By_error_a_vector_that_its_code_meets_is_never_drawn()
    {
        var quantizer = new EmaQuantizer(5, 1, decay: 0, restartBelow: 0.5, rule: RestartRule.ByError);
        quantizer.Set(tensor(new[,] { { 0f }, { 500f }, { 600f }, { 700f }, { 800f } }));
        quantizer.train();
        // 500 vectors lie exactly at the first code, three do not: four codes to restart, three vectors to choose from.
        quantizer.Quantize(cat([zeros(500, 1), tensor(new[,] { { 3f }, { -4f }, { 5f } })], 0));
        Assert.Equal(3, quantizer.Restarts);
        Assert.Equal([-4f, 3f, 5f], quantizer.Codebook[1..4].flatten().data<float>().ToArray().Order());
        Assert.Equal(800, quantizer.Codebook[4].item<float>());
    }

    [Fact]
    public void By_error_vectors_are_drawn_in_proportion_to_their_squared_error()
    {
        var first = new int[3]; // how often the one dead code is restarted at 1, 2 and 3
        for (var seed = 0; seed < 2000; seed++)
        {
            using var quantizer = new EmaQuantizer(2, 1, decay: 0, restartBelow: 0.5, seed: seed,
                rule: RestartRule.ByError);
            quantizer.Set(tensor(new[,] { { 0f }, { 900f } }));
            quantizer.train();
            quantizer.Quantize(tensor(new[,] { { 1f }, { 2f }, { 3f }, { 0f } }));
            first[(int)quantizer.Codebook[1].item<float>() - 1]++;
        }
        double[] expected = [1 / 14.0, 4 / 14.0, 9 / 14.0];
        for (var i = 0; i < 3; i++)
            Assert.Equal(expected[i], first[i] / 2000.0, 4 * Math.Sqrt(expected[i] * (1 - expected[i]) / 2000));
    }

    [Fact]
    public void Bad_numbers_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EmaQuantizer(2, 2, decay: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EmaQuantizer(2, 2, restartBelow: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EmaQuantizer(2, 2, commitment: double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EmaQuantizer(2, 2, rule: (RestartRule)7));
    }
}
