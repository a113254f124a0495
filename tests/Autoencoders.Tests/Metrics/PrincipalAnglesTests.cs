using static TorchSharp.torch;

namespace Autoencoders.Tests.Metrics;

public class PrincipalAnglesTests
{
    [Theory]
    [InlineData(30)]
    [InlineData(90)]
    [InlineData(1e-5)]
    public void A_plane_turned_about_one_of_its_axes_has_the_angles_zero_and_that_turn(double degrees)
    {
        var turn = degrees * Math.PI / 180;
        var a = tensor(new[,] { { 1.0, 0 }, { 0, 1 }, { 0, 0 } });
        var b = tensor(new[,] { { 1.0, 0 }, { 0, Math.Cos(turn) }, { 0, Math.Sin(turn) } });
        var angles = PrincipalAngles.Degrees(a, b);
        Assert.Equal(0, angles[0], 1e-9);
        Assert.Equal(degrees, angles[1], degrees * 1e-6);
    }

    [Fact]
    public void Another_basis_of_the_same_subspace_is_at_angle_zero()
    {
        manual_seed(1);
        var a = randn(10, 3, float64);
        Assert.All(PrincipalAngles.Degrees(a, a.matmul(randn(3, 3, float64))), angle => Assert.Equal(0, angle, 1e-9));
    }

    [Fact]
    public void Matrices_of_different_shapes_are_refused() =>
        Assert.Contains("(3, 2)",
            Assert.Throws<ArgumentException>(() => PrincipalAngles.Degrees(zeros(3, 2), zeros(3, 1))).Message);
}
