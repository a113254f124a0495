using static TorchSharp.torch;

namespace Autoencoders.Tests.Objectives;

public class CategoricalTests
{
    [Fact]
    public void The_loss_is_the_logarithm_of_the_softmax()
    {
        var logits = tensor(new[,] { { 1.0, 2.0, -1.0 }, { 0.0, 0.0, 0.0 } });
        var loss = Categorical.NegativeLogLikelihood(tensor([1L, 2]), logits);
        Assert.Equal(Math.Log(Math.Exp(1) + Math.Exp(2) + Math.Exp(-1)) - 2, loss[0].item<double>(), 1e-12);
        Assert.Equal(Math.Log(3), loss[1].item<double>(), 1e-12);
        Assert.Equal(0.5, Categorical.Accuracy(tensor([1L, 2]), logits));
    }

    [Fact]
    public void Bad_labels_are_named()
    {
        Assert.Contains("go from 0 to 3",
            Assert.Throws<ArgumentException>(
                () => Categorical.NegativeLogLikelihood(tensor([0L, 3]), randn(2, 3))).Message);
        Assert.Contains("int64",
            Assert.Throws<ArgumentException>(() => Categorical.Accuracy(randn(2), randn(2, 3))).Message);
    }
}
