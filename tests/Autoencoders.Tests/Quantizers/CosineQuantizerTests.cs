using static TorchSharp.torch;

namespace Autoencoders.Tests.Quantizers;

public class CosineQuantizerTests
{
    [Fact]
    public void The_code_has_the_largest_cosine_whatever_the_lengths()
    {
        manual_seed(1);
        var quantizer = new CosineQuantizer(20, 4);
        var z = randn(60, 4);
        var index = quantizer.Quantize(z).Index;
        Assert.True(index.eq(quantizer.Quantize(7 * z).Index).all().item<bool>());
        // (60, 20)
        var cosine = nn.functional.cosine_similarity(z.unsqueeze(1), quantizer.Codebook.detach().unsqueeze(0), dim: 2);
        Assert.True(cosine.argmax(1).eq(index).all().item<bool>());
        Assert.True(quantizer.Codebook.square().sum(1).allclose(ones(20)));
    }

    [Fact]
    public void Lengths_get_no_gradient()
    {
        manual_seed(1);
        var quantizer = new CosineQuantizer(5, 3);
        var z = randn(6, 3, requires_grad: true);
        var q = quantizer.Quantize(z);
        (q.Output * randn(6, 3)).sum().add(q.Penalty.Total.sum()).backward();
        Assert.True((z.grad! * z).sum(1).abs().max().item<float>() < 1e-5); // perpendicular to z
    }
}
