using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The matrix of first derivatives of a function at each image, J_ji = ∂f_j/∂x_i. The function must treat the images of
/// a batch separately: in evaluation mode, without batch statistics.
/// </summary>
/// <remarks>Chapter 5, <i>What a Jacobian does</i>.</remarks>
public static class Jacobian
{
    /// <summary>By automatic differentiation, one backward pass an output: (n, input) to (n, output, input).</summary>
    /// <param name="f">The function, (n, input) to (n, output).</param>
    /// <param name="x">The images, (n, input).</param>
    /// <param name="differentiable">Whether the result can itself be differentiated with respect to the function's
    /// parameters.</param>
    /// <exception cref="ArgumentException">x or f(x) is no matrix, or f(x) does not depend on x.</exception>
    public static Tensor Compute(Func<Tensor, Tensor> f, Tensor x, bool differentiable = false)
    {
        RequireMatrix(x, nameof(x));
        Require.Finite(x, nameof(x));
        using var gradients = enable_grad();
        var input = x.detach().requires_grad_();
        var y = f(input); // (n, output)
        RequireMatrix(y, nameof(f));
        if (!y.requires_grad)
            throw new ArgumentException(
                "f(x) carries no gradient: it does not depend on x, or was detached.", nameof(f));
        var rows = new Tensor[y.shape[1]];
        for (var j = 0; j < rows.Length; j++)
        {
            using var scope = NewDisposeScope();
            var seed = zeros_like(y);
            seed.narrow(1, j, 1).fill_(1);
            var row = Gradient.Product(y, input, seed, differentiable);
            rows[j] = row.MoveToOuterDisposeScope();
        }
        return stack(rows, 1);
    }

    /// <summary>
    /// By central differences (f(x + h e_i) − f(x − h e_i)) / 2h, two evaluations an input: (n, input) to (n, output,
    /// input). In double precision the error is about h².
    /// </summary>
    /// <exception cref="ArgumentException">x is no matrix, or the step is not positive.</exception>
    public static Tensor FiniteDifferences(Func<Tensor, Tensor> f, Tensor x, double step = 1e-5)
    {
        RequireMatrix(x, nameof(x));
        Require.Finite(x, nameof(x));
        Require.Positive(step, nameof(step));
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var columns = new Tensor[x.shape[1]];
        for (var i = 0; i < columns.Length; i++)
        {
            var direction = zeros(x.shape[1], x.dtype, x.device);
            direction[i] = step;
            columns[i] = (f(x + direction) - f(x - direction)) / (2 * step); // (n, output)
        }
        return stack(columns, 2).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// ‖J‖² = Σ_ji J_ji², the squared Frobenius norm of each image's matrix: (n, output, input) to (n).
    /// </summary>
    public static Tensor SquaredNorm(Tensor jacobian) => jacobian.square().sum([1L, 2L]);

    private static void RequireMatrix(Tensor x, string name)
    {
        if (x.dim() != 2 || x.numel() == 0)
            throw new ArgumentException($"A matrix with a row for each image is needed; {name} gives the "
                + $"shape ({string.Join(", ", x.shape)}).", name);
        if (!x.is_floating_point())
            throw new ArgumentException(
                $"A derivative is that of real numbers with a point; {name} gives {x.dtype}.", name);
    }
}
