using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The contractive penalty (Rifai, Vincent, Muller, Glorot and Bengio, ICML 2011): ‖J‖² = Σ_j Σ_i (∂z_j/∂x_i)², the
/// squared Frobenius norm of the encoder's Jacobian at each image. The weights must be the encoder's own, not a copy:
/// the penalty acts through them, too.
/// </summary>
/// <remarks>Chapter 5, <i>The closed form</i>.</remarks>
public static class Contractive
{
    /// <summary>
    /// For one layer of sigmoid units, ∂z_j/∂x_i = z_j (1 − z_j) W_ji: Σ_j (z_j (1 − z_j))² ‖W_j‖², (n, k) and (k,
    /// input) to (n).
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not fit, or a code lies outside [0, 1].</exception>
    public static Tensor Sigmoid(Tensor z, Tensor weight)
    {
        RequireFit(z, weight);
        Require.Inside(z, 0, 1, nameof(z), "Sigmoid codes lie in [0, 1]",
            "For ReLU codes use Contractive.Relu, for any other encoder Contractive.Estimate.");
        return (z * (1 - z)).square().mv(weight.square().sum(1));
    }

    /// <summary>
    /// For one layer of ReLU units, ∂z_j/∂x_i = 1[z_j > 0] W_ji: Σ_j 1[z_j > 0] ‖W_j‖², (n, k) and (k, input) to (n).
    /// Its gradient shortens the rows of active units, and cannot switch a unit off.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not fit, or a code is negative.</exception>
    public static Tensor Relu(Tensor z, Tensor weight)
    {
        RequireFit(z, weight);
        Require.Inside(z, 0, double.PositiveInfinity, nameof(z), "ReLU codes are not negative",
            "For sigmoid codes use Contractive.Sigmoid, for any other encoder Contractive.Estimate.");
        return z.gt(0).to(z.dtype).mv(weight.square().sum(1));
    }

    /// <summary>
    /// For any encoder that treats images separately: an unbiased estimate of ‖J‖², (n, …) to (n), the mean of ‖Jᵀv‖²
    /// over random signs v (Hutchinson 1990). Each probe costs one backward pass, whatever the width of the code; the
    /// result can be differentiated again.
    /// </summary>
    /// <param name="encode">The encoder, (n, …) to (n, k).</param>
    /// <param name="x">The images.</param>
    /// <param name="probes">How many random v are averaged, at least 1; the variance falls with it.</param>
    public static Tensor Estimate(Func<Tensor, Tensor> encode, Tensor x, int probes = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(probes, 1);
        using var gradients = enable_grad(); // an evaluation without gradients needs them here, too
        var input = x.detach().requires_grad_();
        var z = encode(input); // (n, k)
        Require.Codes(z, nameof(encode));
        var sum = zeros(z.shape[0], z.dtype, z.device);
        for (var i = 0; i < probes; i++)
        {
            var signs = randint(2, z.shape, z.dtype, z.device) * 2 - 1; // (n, k), ±1
            var row = Gradient.Product(z, input, signs, differentiable: true); // Jᵀv, (n, …)
            sum = sum + row.square().flatten(1).sum(1);
        }
        return sum / probes;
    }

    private static void RequireFit(Tensor z, Tensor weight)
    {
        Require.Codes(z, nameof(z));
        if (weight.dim() != 2 || weight.shape[0] != z.shape[1])
            throw new ArgumentException($"The weights of {z.shape[1]} units are a matrix ({z.shape[1]}, input); these "
                + $"have the shape ({string.Join(", ", weight.shape)}).", nameof(weight));
    }
}
