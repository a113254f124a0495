using static TorchSharp.torch;

namespace Autoencoders.Tests.Quantizers;

public class RotationTrickTests
{
    // The rotation by the angle between two vectors of the plane, from trigonometry.
    private static double[,] PlaneRotation(double[] from, double[] to)
    {
        var angle = Math.Atan2(to[1], to[0]) - Math.Atan2(from[1], from[0]);
        return new[,] { { Math.Cos(angle), -Math.Sin(angle) }, { Math.Sin(angle), Math.Cos(angle) } };
    }

    [Theory]
    [InlineData(1, 0, 0, 1)]
    [InlineData(2, 1, 1.5, -3)]
    [InlineData(-0.3, 0.2, 5, 1)]
    [InlineData(1, 2, 2, 4)]
    public void In_the_plane_the_gradient_is_turned_back_by_the_angle_and_scaled(double z1, double z2, double e1,
        double e2)
    {
        var (at, code, given) = (new[] { z1, z2 }, new[] { e1, e2 }, new[] { 0.7, -1.3 });
        var z = tensor(at).unsqueeze(0).requires_grad_();
        var e = tensor(code).unsqueeze(0);
        var output = RotationTrick.Through(z, e);
        Assert.True(output.eq(e).all().item<bool>());
        (output * tensor(given)).sum().backward();
        var (turn, scale) = (PlaneRotation(at, code), Math.Sqrt((e1 * e1 + e2 * e2) / (z1 * z1 + z2 * z2)));
        for (var j = 0; j < 2; j++)
            Assert.Equal(scale * (turn[0, j] * given[0] + turn[1, j] * given[1]), z.grad![0, j].item<double>(), 1e-9);
    }

    [Fact]
    public void In_many_dimensions_the_map_is_a_rotation_times_the_ratio_of_lengths()
    {
        manual_seed(1);
        var (z, e) = (randn(1, 6, float64), randn(1, 6, float64));
        var rows = new Tensor[6]; // row i of λ R, from the gradient of output i
        for (var i = 0; i < 6; i++)
        {
            var free = z.clone().requires_grad_();
            RotationTrick.Through(free, e)[0, i].backward();
            rows[i] = free.grad![0];
        }
        var turn = stack(rows, 0);                                               // λ R, (6, 6)
        var scale = (e.square().sum() / z.square().sum()).item<double>();
        Assert.True(turn.mm(turn.t()).allclose(scale * eye(6, dtype: float64), atol: 1e-9));
        Assert.True(linalg.det(turn).item<double>() > 0);
        Assert.True(turn.mv(z[0]).allclose(e[0], atol: 1e-9));
    }

    [Fact]
    public void Vectors_without_a_direction_go_straight_through()
    {
        var z = tensor(new[,] { { 0f, 0f }, { 1f, 2f } }, requires_grad: true);
        RotationTrick.Through(z, tensor(new[,] { { 3f, 4f }, { 0f, 0f } })).sum().backward();
        Assert.True(z.grad!.eq(ones(2, 2)).all().item<bool>());
    }

    [Fact]
    public void An_opposite_code_is_reached_by_a_finite_gradient()
    {
        var z = tensor(new[,] { { 1f, 0f } }, requires_grad: true);
        RotationTrick.Through(z, tensor(new[,] { { -2f, 0f } })).sum().backward();
        Assert.True(z.grad!.isfinite().all().item<bool>());
    }

    [Fact]
    public void Codes_and_terms_are_those_of_the_quantiser_within()
    {
        manual_seed(2);
        var inner = new VectorQuantizer(9, 4);
        var z = randn(30, 4);
        var (with, without) = (new RotationTrick(inner).Quantize(z), inner.Quantize(z));
        Assert.True(with.Index.eq(without.Index).all().item<bool>());
        Assert.True(with.Output.eq(without.Output).all().item<bool>());
        Assert.True(with.Penalty.Total.eq(without.Penalty.Total).all().item<bool>());
    }
}
