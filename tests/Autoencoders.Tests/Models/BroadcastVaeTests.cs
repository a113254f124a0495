using static TorchSharp.torch;

namespace Autoencoders.Tests.Models;

public class BroadcastVaeTests
{
    /// <summary>
    /// A convolution whose stride is its kernel's width is the same thing, by libtorch's convolution.
    /// </summary>
    [Fact]
    public void Merging_patches_is_a_convolution_that_does_not_overlap()
    {
        manual_seed(1);
        using var merging = new PatchMerging(channels: 3, outputs: 5, side: 2);
        var x = randn(4, 6, 8, 3);
        var (weight, bias) = (merging.state_dict()["linear.weight"], merging.state_dict()["linear.bias"]);
        var kernels = weight.reshape(5, 2, 2, 3).permute(0, 3, 1, 2); // (outputs, channels, row, column)
        var expected = nn.functional.conv2d(x.permute(0, 3, 1, 2), kernels, bias, strides: [2L, 2]).permute(0, 2, 3, 1);
        Assert.Equal([4, 3, 4, 5], merging.call(x).shape);
        Assert.True(merging.call(x).allclose(expected, rtol: 1e-5, atol: 1e-5));
    }

    [Fact]
    public void Splitting_patches_is_a_transposed_convolution_that_does_not_overlap()
    {
        manual_seed(2);
        using var splitting = new PatchSplitting(channels: 3, outputs: 2, side: 4);
        var x = randn(4, 2, 3, 3);
        var (weight, bias) = (splitting.state_dict()["linear.weight"], splitting.state_dict()["linear.bias"]);
        var kernels = weight.reshape(4, 4, 2, 3).permute(3, 2, 0, 1); // (channels, outputs, row, column)
        var expected = nn.functional.conv_transpose2d(x.permute(0, 3, 1, 2), kernels, strides: [4L, 4])
            .permute(0, 2, 3, 1)
            + bias.reshape(4, 4, 2).repeat(2, 3, 1);
        Assert.Equal([4, 8, 12, 2], splitting.call(x).shape);
        Assert.True(splitting.call(x).allclose(expected, rtol: 1e-5, atol: 1e-5));
    }

    /// <summary>The network of each place, written out for one pixel at a time.</summary>
    [Fact]
    public void The_broadcast_decoder_draws_each_place_from_code_and_coordinates()
    {
        manual_seed(3);
        using var decoder = new BroadcastDecoder(latent: 2, side: 6, width: 5, patch: 2);
        var w = decoder.state_dict().ToDictionary(part => part.Key, part => part.Value);
        var z = randn(3, 2);
        var image = decoder.call(z).reshape(3, 6, 6);
        foreach (var (n, row, column) in new[] { (0, 0, 0), (1, 2, 5), (2, 5, 4), (2, 3, 1) })
        {
            var (u, v) = (row / 2 - 1f, column / 2 - 1f); // three places along each axis: −1, 0, 1
            var first = (w["fromCode.weight"].matmul(z[n]) + w["fromCode.bias"]
                + w["fromPlace.weight"].matmul(tensor(new[] { u, v }))).relu();
            var second = (w["hidden.weight"].matmul(first) + w["hidden.bias"]).relu();
            var pixels = w["pixels.linear.weight"].matmul(second) + w["pixels.linear.bias"];
            Assert.Equal(pixels[row % 2 * 2 + column % 2].item<float>(), image[n, row, column].item<float>(), 1e-5);
        }
    }

    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    public void The_model_encodes_and_draws_flat_images(int side)
    {
        using var vae = new BroadcastVae(side, latent: 7);
        var (mu, logVar) = vae.Encode(rand(3, side * side));
        Assert.Equal([3, 7], mu.shape);
        Assert.Equal([3, 7], logVar.shape);
        Assert.Equal([3, side * side], vae.Decode(mu).shape);
        Assert.All(vae.parameters(), parameter => Assert.True(parameter.requires_grad));
        Assert.True(vae.parameters().Sum(parameter => parameter.numel()) * 4 < 1_000_000, "less than a megabyte");
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        Assert.Contains("multiple of 16", Assert.Throws<ArgumentException>(() => new BroadcastVae(40, 7)).Message);
        Assert.Contains("divides the side",
            Assert.Throws<ArgumentException>(() => new BroadcastDecoder(2, 10, patch: 4)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PatchMerging(1, 0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PatchSplitting(1, 1, 0));
    }
}
