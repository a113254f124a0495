using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>Gradients by autograd against central differences, in float64.</summary>
internal static class FiniteDifferences
{
    private const double Step = 1e-6, Tolerance = 2e-6;

    /// <summary>Compares the gradients of a weighted sum of the function's results with respect to every element of every input.</summary>
    public static void AssertGradients(string name, Func<Tensor[], Tensor> function, Tensor[] inputs)
    {
        foreach (var input in inputs)
        {
            input.requires_grad_();
            input.grad = null;
        }
        var weights = Weights(function(inputs));
        (function(inputs) * weights).sum().backward();
        foreach (var input in inputs)
        {
            var numeric = Slopes(() => (function(inputs) * weights).sum().item<double>(), input);
            var analytic = input.grad ?? zeros_like(input);
            Assert.True(analytic.allclose(numeric, 1e-5, Tolerance), $"{name}: autograd says\n{analytic.str()}finite differences say\n{numeric.str()}");
        }
    }

    private static Tensor Slopes(Func<double> value, Tensor input)
    {
        var slopes = zeros_like(input);
        using var quiet = no_grad();
        var (at, slope) = (input.data<double>(), slopes.data<double>());
        for (long i = 0; i < input.numel(); i++)
        {
            var before = at[i];
            at[i] = before + Step;
            var up = value();
            at[i] = before - Step;
            slope[i] = (up - value()) / (2 * Step);
            at[i] = before;
        }
        return slopes;
    }

    // Unequal weights, so that errors in single entries cannot cancel in the sum.
    private static Tensor Weights(Tensor output) => linspace(0.5, 1.5, output.numel(), ScalarType.Float64).reshape(output.shape);
}
