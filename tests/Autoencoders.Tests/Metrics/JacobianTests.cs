using static TorchSharp.torch;

namespace Autoencoders.Tests.Metrics;

public class JacobianTests
{
    private static Tensor X => tensor(new[,] { { 0.2, 0.4, 0.6 }, { -1.0, 0.5, 0.1 } });

    // f(x) = (x₀ x₁, sin x₂), whose derivatives are known
    private static Tensor F(Tensor x) => stack([x.select(1, 0) * x.select(1, 1), x.select(1, 2).sin()], 1);

    private static Tensor Known(Tensor x)
    {
        var zero = zeros_like(x.select(1, 0));
        return stack([
            stack([x.select(1, 1), x.select(1, 0), zero], 1),
            stack([zero, zero, x.select(1, 2).cos()], 1)], 1); // (n, 2, 3)
    }

    [Fact]
    public void It_is_the_matrix_of_derivatives_of_each_image()
    {
        Assert.True(Jacobian.Compute(F, X).allclose(Known(X), atol: 1e-12));
        Assert.True(Jacobian.FiniteDifferences(F, X).allclose(Known(X), atol: 1e-9));
    }

    [Fact]
    public void It_works_where_gradients_are_switched_off()
    {
        using var noGradient = no_grad();
        Assert.True(Jacobian.Compute(F, X).allclose(Known(X), atol: 1e-12));
    }

    [Fact]
    public void Its_norm_can_be_differentiated_with_respect_to_the_weights()
    {
        var weight = tensor(new[,] { { 0.5, -1, 2 }, { 1.5, 0.3, -0.7 } }, requires_grad: true);
        Jacobian.SquaredNorm(Jacobian.Compute(x => x.matmul(weight.t()), X, differentiable: true)).sum().backward();
        Assert.True(weight.grad!.allclose(2 * 2 * weight.detach(), atol: 1e-12)); // two images, d‖W‖²/dW = 2W each
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("(3)", Assert.Throws<ArgumentException>(() => Jacobian.Compute(F, zeros(3))).Message);
        Assert.Contains("detached",
            Assert.Throws<ArgumentException>(() => Jacobian.Compute(x => F(x).detach(), X)).Message);
        Assert.Contains("step",
            Assert.Throws<ArgumentOutOfRangeException>(() => Jacobian.FiniteDifferences(F, X, 0)).Message);
    }
}
