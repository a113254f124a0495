using static TorchSharp.torch;

namespace Autoencoders.Tests.Models;

public class ClassifierTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Gradients_reach_the_encoder_only_if_it_is_to_be_trained(bool trains)
    {
        manual_seed(1);
        var autoencoder = new DenseAutoencoder([6, 5, 3]);
        var classifier = new Classifier(autoencoder, autoencoder.Encode, 3, 4, trains);
        var logits = classifier.call(randn(2, 6));
        Assert.Equal([2, 4], logits.shape);
        logits.square().sum().backward();
        var gradients = classifier.named_parameters().Where(p => p.parameter.grad is not null)
            .Select(p => p.name).ToList();
        Assert.Equal(trains, gradients.Any(name => name.Contains("encoder", StringComparison.Ordinal)));
        Assert.Contains("head.weight", gradients);
        Assert.DoesNotContain(gradients, name => name.Contains("decoder", StringComparison.Ordinal));
    }
}
