using Autoencoders.Tests.Objectives;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Autoencoders.Tests.Models;

public class DecoderTests
{
    [Fact]
    public void The_code_skips_layers_that_are_shut()
    {
        manual_seed(1);
        var decoder = new SkipDecoder([2, 5, 4, 3]);
        var state = decoder.state_dict();
        using (no_grad()) state["layers.0.weight"].zero_();
        using (no_grad()) state["layers.1.weight"].zero_();
        var (z, w) = (randn(6, 2), state["layers.2.weight"]);           // (3, 4 + 2)
        var h = state["layers.1.bias"].relu().expand(6, 4);
        Assert.True(decoder.call(z).allclose(cat([h, z], 1).matmul(w.t()) + state["layers.2.bias"], atol: 1e-6));
    }

    [Fact]
    public void Without_hidden_layers_it_is_a_line() =>
    Assert.Equal(2 * 3 + 3, new SkipDecoder([2, 3]).parameters().Sum(p => p.numel()));

    [Fact]
    public void Every_part_of_a_laddered_code_reaches_the_output_by_its_own_layers()
    {
        manual_seed(2);
        var decoder = new LadderDecoder([6, 5, 4], [2, 3]);
        var z = randn(7, 5).requires_grad_();
        var output = decoder.call(z);
        Assert.Equal([7, 6], output.shape);
        output.sum().backward();
        Assert.All(z.grad!.abs().sum([0L]).data<float>().ToArray(), value => Assert.NotEqual(0, value));

        var state = decoder.state_dict(); // layers.1 is the last rung's; without it only the first part is left
        using (no_grad()) state["layers.1.weight"].zero_();
        var changed = z.detach().clone();
        changed.narrow(1, 2, 3).add_(1);
        Assert.True(decoder.call(changed).allclose(decoder.call(z)));
        changed.narrow(1, 0, 2).add_(1);
        Assert.False(decoder.call(changed).allclose(decoder.call(z)));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(4)]
    public void Different_codes_stay_apart_even_behind_a_decoder_that_ignores_them(double lipschitz)
    {
        manual_seed(3);
        var silent = Linear(3, 20);
        using (no_grad()) silent.weight!.zero_();
        foreach (var inner in new Module<Tensor, Tensor>[] { silent, Sequential(Linear(3, 8), Tanh(), Linear(8, 20)) })
        {
            var decoder = new InverseLipschitzDecoder(inner, 3, 20, lipschitz).to(float64);
            var (z, other) = (randn(2000, 3, float64), randn(2000, 3, float64));
            var ratio = (decoder.call(z) - decoder.call(other)).norm(1, false, 2) / (z - other).norm(1, false, 2);
            Assert.InRange(ratio.min().item<double>(), lipschitz * (1 - 1e-9), double.MaxValue);
        }
    }

    [Fact]
    public void Gradients_pass_through_its_orthonormal_frame()
    {
        manual_seed(4);
        var decoder = new InverseLipschitzDecoder(Linear(2, 5), 2, 5, 1, hidden: 3).to(float64);
        FiniteDifferences.Agree(z => decoder.call(z).square(), randn(4, 2, float64), 1e-5);
        decoder.call(randn(4, 2, float64)).square().sum().backward();
        Assert.All(decoder.parameters(), p => Assert.True(p.grad!.isfinite().all().item<bool>()));
        Assert.Throws<ArgumentException>(() => new InverseLipschitzDecoder(Linear(3, 2), 3, 2, 1));
    }
}
