using static TorchSharp.torch;

namespace Autoencoders.Tests.Quantizers;

public class SimVqQuantizerTests
{
    [Fact]
    public void One_vector_moves_every_code()
    {
        manual_seed(1);
        var quantizer = new SimVqQuantizer(12, 3);
        var before = quantizer.Codebook.detach().clone();
        quantizer.Quantize(tensor(new[,] { { 2f, -1f, 0.5f } })).Penalty.Terms[0].Value.sum().backward();
        var map = quantizer.parameters().Single();
        using (no_grad()) map.sub_(0.1 * map.grad!);
        Assert.True((quantizer.Codebook - before).square().sum(1).gt(0).all().item<bool>());
    }

    [Fact]
    public void The_maps_gradient_is_that_of_the_codebook_term_by_hand()
    {
        var quantizer = new SimVqQuantizer(2, 2);
        quantizer.Set(tensor(new[,] { { 1f, 2f }, { 9f, 9f } }));
        var z = tensor(new[,] { { 0f, 1f } });
        quantizer.Quantize(z).Penalty.Terms[0].Value.sum().backward();
        // ∂‖z − cW‖²/∂W = −2 cᵀ (z − cW), with c = (1, 2) and W = I: z − cW = (−1, −1).
        Assert.True(quantizer.parameters().Single().grad!.allclose(tensor(new[,] { { 2f, 2f }, { 4f, 4f } })));
    }

    [Fact]
    public void Coefficients_are_kept_with_the_model_and_not_trained() =>
        Assert.Equal(["coefficients", "map"], new SimVqQuantizer(3, 2).state_dict().Keys.Order());
}
