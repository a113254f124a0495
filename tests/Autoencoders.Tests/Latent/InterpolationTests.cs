using static TorchSharp.torch;

namespace Autoencoders.Tests.Latent;

public class InterpolationTests
{
    [Fact]
    public void A_line_has_even_steps_and_both_ends() =>
        Assert.Equal([0, 4, 1, 3, 2, 2],
            Interpolation.Linear(tensor([0.0, 4]), tensor([2.0, 2]), 3).flatten().data<double>());

    [Fact]
    public void An_arc_stays_on_the_sphere_and_turns_evenly()
    {
        var path = Interpolation.Spherical(tensor([2.0, 0]), tensor([0.0, 2]), 4);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(2 * Math.Cos(i * Math.PI / 6), path[i, 0].item<double>(), 1e-12);
            Assert.Equal(2 * Math.Sin(i * Math.PI / 6), path[i, 1].item<double>(), 1e-12);
        }
        Assert.True(Interpolation.Spherical(ones(3), 3 * ones(3), 3)
            .allclose(Interpolation.Linear(ones(3), 3 * ones(3), 3)));
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("(2)",
            Assert.Throws<ArgumentException>(() => Interpolation.Linear(ones(2), ones(3), 3)).Message);
        Assert.Contains("opposite",
            Assert.Throws<ArgumentException>(() => Interpolation.Spherical(ones(2), -ones(2), 3)).Message);
        Assert.Contains("zero",
            Assert.Throws<ArgumentException>(() => Interpolation.Spherical(ones(2), zeros(2), 3)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Interpolation.Linear(ones(2), ones(2), 1));
    }
}
