using static TorchSharp.torch;

namespace Autoencoders.Tests.Models;

public class LinearAutoencoderTests
{
    [Fact]
    public void The_error_from_the_covariance_is_the_mean_error_over_the_data()
    {
        manual_seed(1);
        var x = randn(100, 5);
        x -= x.mean([0L]);
        var model = new LinearAutoencoder(5, 2);
        var onData = (x - model.call(x)).square().sum(1).mean().item<float>();
        Assert.Equal(onData, model.ExpectedSquaredError(Pca.Covariance(x)).item<float>(), 1e-4);
    }
}
