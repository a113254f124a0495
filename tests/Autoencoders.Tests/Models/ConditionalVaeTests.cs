using static TorchSharp.torch;

namespace Autoencoders.Tests.Models;

public class ConditionalVaeTests
{
    [Fact]
    public void Parameters_are_those_of_a_network_with_the_class_as_further_inputs() =>
        Assert.Equal((784 + 10) * 400 + 400 + 2 * (400 * 20 + 20) + (20 + 10) * 400 + 400 + 400 * 784 + 784,
            new ConditionalVae([784, 400], 20, 10).parameters().Sum(p => p.numel()));

    [Fact]
    public void It_is_affine_maps_of_image_and_class_side_by_side_around_relus()
    {
        manual_seed(1);
        var model = new ConditionalVae([6, 5, 4], 2, 3);
        var state = model.state_dict();
        Tensor Affine(string name, Tensor x) => x.matmul(state[$"{name}.weight"].t()) + state[$"{name}.bias"];
        var (x, y) = (randn(7, 6), model.OneHot(tensor([0L, 1, 2, 0, 1, 2, 2])));
        var beside = cat([state["image.weight"], state["imageClass.weight"]], 1); // (5, 6 + 3)
        var h = (cat([x, y], 1).matmul(beside.t()) + state["image.bias"]).relu();
        h = Affine("hidden.0", h).relu();
        var (mu, logVar) = model.Encode(x, y);
        Assert.True(mu.allclose(Affine("mean", h), atol: 1e-6));
        Assert.True(logVar.allclose(Affine("logVariance", h), atol: 1e-6));
        var up = (Affine("code", mu) + y.matmul(state["codeClass.weight"].t())).relu();
        Assert.True(model.call(x, y).allclose(Affine("decoder.2", Affine("decoder.0", up).relu()), atol: 1e-6));
    }

    [Fact]
    public void Every_class_in_turn_is_each_class_by_itself()
    {
        manual_seed(2);
        var model = new ConditionalVae([6, 5], 2, 3);
        var x = randn(4, 6);
        var (mu, _) = model.Encode(x, model.EveryClass());
        var output = model.Decode(mu, model.EveryClass());
        Assert.Equal([3L, 4L, 2L], mu.shape);
        Assert.Equal([3L, 4L, 6L], output.shape);
        for (var label = 0; label < 3; label++)
        {
            var given = model.Given(label);
            Assert.Equal(2, given.Latent);
            Assert.True(given.Encode(x).Mu.allclose(mu[label], atol: 1e-6));
            Assert.True(given.Decode(mu[label]).allclose(output[label], atol: 1e-6));
            Assert.True(model.Encode(x, model.OneHot(full(4, label, int64))).Mu.allclose(mu[label], atol: 1e-6));
        }
    }

    [Fact]
    public void The_log_variance_stays_in_its_range()
    {
        var model = new ConditionalVae([4, 3], 2, 2);
        var (_, logVar) = model.Encode(1e6 * randn(8, 4), model.OneHot(zeros(8, int64)));
        Assert.InRange(logVar.abs().max().item<float>(), 0, DenseVae.LogVarianceLimit);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Throws<ArgumentException>(() => new ConditionalVae([784], 2, 10));
        Assert.Throws<ArgumentException>(() => new ConditionalVae([784, 4], 2, 0));
        var model = new ConditionalVae([6, 5], 2, 3);
        Assert.Contains("(4, 2)",
            Assert.Throws<ArgumentException>(() => model.Encode(zeros(4, 6), zeros(4, 2))).Message);
        Assert.Contains("int64", Assert.Throws<ArgumentException>(() => model.OneHot(zeros(4))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Given(3));
    }
}
