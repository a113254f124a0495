using static TorchSharp.torch;

namespace Autoencoders.Tests.Metrics;

public class ActiveUnitsTests
{
    [Fact]
    public void Units_whose_mean_varies_are_active()
    {
        var mu = tensor(new[,] { { 1.0, 0.3, 0.05 }, { -1.0, 0.3, -0.05 }, { 1.0, 0.3, 0.05 }, { -1.0, 0.3, -0.05 } });
        double[] expected = [1, 0, 0.0025];
        for (var j = 0; j < 3; j++) Assert.Equal(expected[j], ActiveUnits.Variances(mu)[j].item<double>(), 1e-12);
        Assert.Equal(1, ActiveUnits.Count(mu));
        Assert.Equal(2, ActiveUnits.Count(mu, 1e-3));
    }

    [Fact]
    public void One_image_has_no_variance() => Assert.Throws<ArgumentException>(() => ActiveUnits.Count(zeros(1, 3)));
}
