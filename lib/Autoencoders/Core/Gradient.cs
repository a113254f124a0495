using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Derivatives as values, beside <c>backward</c>, which adds them to <c>grad</c>. What does not fit is an
/// <see cref="ArgumentException"/>; TorchSharp 0.107's own <c>autograd.grad</c> ends the process then.
/// </summary>
/// <remarks>Chapter 8, <i>Mistakes often made: slips of sign, run to their end</i>.</remarks>
public static class Gradient
{
    /// <summary>∂value/∂input of one number: as large as <paramref name="input"/>.</summary>
    /// <param name="value">A single number that was computed from the input.</param>
    /// <param name="input">A tensor that requires a gradient.</param>
    /// <exception cref="ArgumentException">The value is more than one number, or was not computed from the
    /// input.</exception>
    public static Tensor Compute(Tensor value, Tensor input) => Compute(value, [input])[0];

    /// <summary>∂value/∂input of one number by several inputs at once.</summary>
    /// <exception cref="ArgumentException">The value is more than one number, or was not computed from all
    /// inputs.</exception>
    public static Tensor[] Compute(Tensor value, IReadOnlyList<Tensor> inputs)
    {
        if (value.numel() != 1)
            throw new ArgumentException(
                $"A gradient is that of one number; the value has the shape ({string.Join(", ", value.shape)}).",
                nameof(value));
        return Compute(value, inputs, ones_like(value), retain: false, differentiable: false);
    }

    /// <summary>
    /// Jᵀv of a function's <paramref name="output"/> f(x), J = ∂f/∂x; the graph stays for further products.
    /// </summary>
    /// <param name="output">What was computed from the input.</param>
    /// <param name="input">A tensor that requires a gradient.</param>
    /// <param name="v">As large as the output.</param>
    /// <param name="differentiable">Whether the result can itself be differentiated.</param>
    /// <exception cref="ArgumentException">v has another shape than the output, or the output was not computed from the
    /// input.</exception>
    public static Tensor Product(Tensor output, Tensor input, Tensor v, bool differentiable = false)
    {
        if (!output.shape.AsSpan().SequenceEqual(v.shape))
            throw new ArgumentException($"v has the shape ({string.Join(", ", v.shape)}) and the "
                + $"output ({string.Join(", ", output.shape)}); they must be equal.", nameof(v));
        return Compute(output, [input], v, retain: true, differentiable)[0];
    }

    private static Tensor[] Compute(Tensor output, IReadOnlyList<Tensor> inputs, Tensor v, bool retain,
        bool differentiable)
    {
        if (!output.requires_grad || inputs.Any(input => !input.requires_grad))
            throw new ArgumentException("There is no gradient: the output or an input carries none. It was detached, "
                + "or computed under no_grad.", nameof(output));
        var gradients = autograd.grad([output], [.. inputs], [v], retain_graph: retain, create_graph: differentiable,
            allow_unused: true);
        if (gradients.Any(gradient => gradient is null || gradient.IsInvalid))
            throw new ArgumentException("There is no gradient: the output was not computed from every input.",
                nameof(output));
        return [.. gradients];
    }
}
