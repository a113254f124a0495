using static TorchSharp.torch;

namespace Autoencoders.Tests.Models;

public class TiedAutoencoderTests
{
    [Fact]
    public void The_decoder_is_the_encoders_transpose()
    {
        manual_seed(1);
        var model = new TiedAutoencoder(5, 3);
        var state = model.state_dict();
        var x = randn(4, 5);
        var z = (x.matmul(state["encoder.weight"].t()) + state["encoder.bias"]).sigmoid();
        Assert.True(model.Encode(x).allclose(z, atol: 1e-6));
        Assert.True(model.call(x).allclose(z.matmul(state["encoder.weight"]) + state["decoderBias"], atol: 1e-6));
    }

    [Fact]
    public void It_has_one_matrix_and_two_biases_and_all_of_them_are_trained()
    {
        var model = new TiedAutoencoder(5, 3);
        model.call(randn(4, 5)).square().sum().backward();
        Assert.Equal(5 * 3 + 3 + 5, model.parameters().Sum(p => p.numel()));
        Assert.All(model.parameters(), p => Assert.NotEqual(0, p.grad!.abs().sum().item<float>()));
    }

    [Fact]
    public void A_silent_code_draws_the_mean_picture()
    {
        var mean = tensor(new[] { 0.2f, 0f, 0.9f });
        Assert.True(new TiedAutoencoder(3, 2, mean).Decode(zeros(1, 2)).sigmoid()
            .allclose(mean.unsqueeze(0), atol: 1.1e-3));
        Assert.Contains("(2)", Assert.Throws<ArgumentException>(() => new TiedAutoencoder(3, 2, zeros(2))).Message);
        Assert.Contains("255", Assert.Throws<ArgumentException>(() => new TiedAutoencoder(3, 2, full(3, 7f))).Message);
    }

    [Fact]
    public void A_width_that_makes_no_network_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TiedAutoencoder(5, 0));
}
