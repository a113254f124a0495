using static TorchSharp.torch;

namespace Autoencoders.Tests.Objectives;

/// <summary>Derivatives by central differences, in double precision.</summary>
internal static class FiniteDifferences
{
    /// <summary>
    /// Asserts that the gradient of the sum of <paramref name="function"/> at <paramref name="at"/> is that of
    /// differences.
    /// </summary>
    public static void Agree(Func<Tensor, Tensor> function, Tensor at, double tolerance = 1e-6)
    {
        const double Step = 1e-5;
        using var scope = NewDisposeScope();
        var x = at.to(float64).detach().clone().requires_grad_();
        function(x).sum().backward();
        var gradient = x.grad!.flatten().data<double>().ToArray();
        var values = x.detach().flatten().data<double>().ToArray();
        double At(int changed, double by) =>
            function(tensor(values.Select((value, i) => i == changed ? value + by : value).ToArray()).reshape(at.shape))
            .sum().item<double>();
        for (var i = 0; i < values.Length; i++)
            Assert.Equal((At(i, Step) - At(i, -Step)) / (2 * Step), gradient[i], tolerance);
    }
}
