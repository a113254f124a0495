using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

public class UtilsTests
{
    static Parameter WithGrad(params float[] grad)
    {
        var p = new Parameter(zeros(grad.Length));
        p.grad = tensor(grad);
        return p;
    }

    [Theory, InlineData(2.0, 13.0), InlineData(1.0, 19.0), InlineData(double.PositiveInfinity, 12.0)]
    public void Clipping_by_norm_scales_all_gradients_together_and_returns_the_norm(double kind, double norm)
    {
        Parameter[] p = [WithGrad(3, 4), WithGrad(-12), new(zeros(2))];
        Assert.Equal(norm, nn.utils.clip_grad_norm_(p, 100, kind), 5);
        Assert.Equal([3f, 4], p[0].grad!.data<float>().ToArray());
        nn.utils.clip_grad_norm_(p, 1, kind);
        Assert.Equal(1, nn.utils.clip_grad_norm_(p, 100, kind), 5);
        Assert.Equal(-12 / norm, p[1].grad!.item<float>(), 5);
        Assert.Equal(0, nn.utils.clip_grad_norm_([], 1));
    }

    [Fact]
    public void Clipping_by_value_bounds_every_element()
    {
        var p = WithGrad(-3, 0.5f, 2);
        nn.utils.clip_grad_value_([p], 1);
        Assert.Equal([-1f, 0.5f, 1], p.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Parameters_go_to_a_vector_and_back()
    {
        using var layer = nn.Linear(2, 3);
        using var vector = nn.utils.parameters_to_vector(layer.parameters());
        Assert.Equal([9], vector.shape);
        nn.utils.vector_to_parameters(arange(9, ScalarType.Float32), layer.parameters());
        Assert.Equal([0f, 1, 2, 3, 4, 5], layer.weight.data<float>().ToArray());
        Assert.Equal([6f, 7, 8], layer.bias!.data<float>().ToArray());
        Assert.Contains("9 values", Assert.Throws<ArgumentException>(() => nn.utils.vector_to_parameters(zeros(4), layer.parameters())).Message);
    }
}
