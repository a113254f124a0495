using static TorchSharp.torch;

namespace Autoencoders.Tests.Data;

public class ProceduralScenesTests
{
    [Fact]
    public void A_seed_decides_the_pictures_and_their_number_does_not()
    {
        using var few = Datasets.Scenes(train: 20, test: 5, seed: 3);
        using var more = Datasets.Scenes(train: 50, test: 9, seed: 3);
        using var others = Datasets.Scenes(train: 20, test: 20, seed: 4);
        Assert.Equal([20L, 3, 32, 32], few.Train.Pixels.shape);
        Assert.True(few.Train.Pixels.eq(more.Train.Pixels[..20]).all().item<bool>());
        Assert.True(few.Test.Pixels.eq(more.Test.Pixels[..5]).all().item<bool>());
        Assert.False(few.Train.Pixels.eq(others.Train.Pixels).all().item<bool>());
        Assert.False(others.Train.Pixels.eq(others.Test.Pixels).all().item<bool>());
    }

    [Fact]
    public void Pictures_differ_are_coloured_and_show_every_kind()
    {
        using var data = Datasets.Scenes(train: 200, test: 1);
        var x = data.Train.Images();
        Assert.True((x[.., 0] - x[.., 1]).abs().mean().item<float>() > 0.05); // not grey
        Assert.True(x.std([2L, 3]).mean().item<float>() > 0.1); // not flat
        Assert.Equal(0.5, x.mean().item<float>(), 0.05);
        Assert.Equal([0L, 1, 2, 3], data.Train.Labels.data<long>().Distinct().Order());
    }

    [Fact]
    public void A_stored_checksum_holds_on_every_machine()
    {
        using var data = Datasets.Scenes(train: 100, test: 1);
        var sum = data.Train.Pixels.to(int64) * (arange(100 * 3 * 32 * 32).reshape(100, 3, 32, 32) % 251 + 1);
        Assert.Equal(Expected, sum.sum().item<long>());
    }

    private const long Expected = 4_796_479_980; // of the pixels of the first hundred pictures, weighted by their place
}
