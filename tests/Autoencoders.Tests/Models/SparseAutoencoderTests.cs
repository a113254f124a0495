using static TorchSharp.torch;

namespace Autoencoders.Tests.Models;

public class SparseAutoencoderTests
{
    private static readonly Tensor Mean = tensor(new[] { 0.2f, 0f, 0.9f, 0.5f });

    [Fact]
    public void It_is_an_affine_map_an_activation_and_a_sum_of_squared_weights()
    {
        manual_seed(1);
        var model = new SparseAutoencoder(Mean, 3, CodeActivation.Relu);
        var state = model.state_dict();
        var x = randn(5, 4);
        var z = (x.matmul(state["encoder.weight"].t()) + state["encoder.bias"]).clamp(min: 0);
        Assert.True(model.Encode(x).allclose(z, atol: 1e-6));
        Assert.True(model.call(x)
            .allclose(z.matmul(state["decoderRoot"].square().t()) + state["decoderBias"], atol: 1e-6));
    }

    [Fact]
    public void No_unit_can_darken_a_pixel()
    {
        manual_seed(2);
        var model = new SparseAutoencoder(Mean, 3, CodeActivation.Relu);
        var quiet = model.Decode(zeros(1, 3));
        Assert.True(model.Decode(rand(20, 3)).ge(quiet).all().item<bool>());
        Assert.True(quiet.sigmoid().allclose(Mean.unsqueeze(0), atol: 1.1e-3)); // silence is the mean picture
    }

    [Fact]
    public void Ink_that_has_decayed_stays_out_of_the_denormal_numbers()
    {
        var model = new SparseAutoencoder(Mean, 3, CodeActivation.Relu);
        using (no_grad()) model.state_dict()["decoderRoot"].fill_(1e-20f); // its square, 1e-40, is one
        Assert.True(model.DecoderMatrix.ge(1.17549435e-38).all().item<bool>());
        Assert.True(model.Decode(ones(1, 3)).allclose(model.Decode(zeros(1, 3)), rtol: 0, atol: 1e-20));
    }

    [Fact]
    public void Sigmoid_units_begin_quiet()
    {
        manual_seed(3);
        Assert.InRange(new SparseAutoencoder(full(50, 0.1), 200, CodeActivation.Sigmoid).Encode(0.1 * rand(30, 50))
            .mean().item<float>(), 0.03, 0.07);
    }

    [Fact]
    public void All_parameters_get_a_gradient()
    {
        manual_seed(4);
        var model = new SparseAutoencoder(Mean, 3, CodeActivation.Sigmoid);
        model.call(rand(6, 4)).square().sum().backward();
        Assert.Equal(4, model.parameters().Count());
        Assert.All(model.parameters(), p => Assert.NotEqual(0, p.grad!.abs().sum().item<float>()));
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("(2, 2)",
            Assert.Throws<ArgumentException>(() => new SparseAutoencoder(zeros(2, 2), 3, CodeActivation.Relu)).Message);
        Assert.Contains("255",
            Assert.Throws<ArgumentException>(() => new SparseAutoencoder(full(4, 7f), 3, CodeActivation.Relu)).Message);
        Assert.Contains("not negative",
            Assert.Throws<ArgumentException>(() => new SparseAutoencoder(Mean, 3, CodeActivation.Linear)).Message);
    }
}
