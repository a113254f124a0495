namespace TorchSharp;

/// <summary>Functions of several tensors at once.</summary>
public static partial class torch
{
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Ops.cat.Call(Several(tensors), dim);
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Ops.cat.Call(Several(tensors.ToArray()), dim);
    public static Tensor cat(Tensor[] tensors, long dim = 0) => Ops.cat.Call(Several(tensors), dim);
    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);
    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors, dim);
    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);
    public static Tensor concatenate(IList<Tensor> tensors, long axis = 0) => cat(tensors, axis);
    public static Tensor concatenate(ReadOnlySpan<Tensor> tensors, long axis = 0) => cat(tensors, axis);
    public static Tensor concatenate(Tensor[] tensors, long axis = 0) => cat(tensors, axis);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Ops.stack.Call(Several(tensors), dim);

    public static Tensor hstack(params Tensor[] tensors) => Ops.hstack.Call(Several(tensors));
    public static Tensor hstack(IList<Tensor> tensors) => hstack(Several(tensors));
    public static Tensor hstack(IEnumerable<Tensor> tensors) => hstack(Several(tensors));
    public static Tensor hstack(ReadOnlySpan<Tensor> tensors) => hstack(tensors.ToArray());
    public static Tensor vstack(Tensor[] tensors) => Ops.vstack.Call(Several(tensors));
    public static Tensor vstack(IList<Tensor> tensors) => vstack(Several(tensors));
    public static Tensor vstack(ReadOnlySpan<Tensor> tensors) => vstack(tensors.ToArray());
    public static Tensor row_stack(params Tensor[] tensors) => vstack(tensors);
    public static Tensor row_stack(IList<Tensor> tensors) => vstack(tensors);
    public static Tensor row_stack(ReadOnlySpan<Tensor> tensors) => vstack(tensors);
    public static Tensor dstack(params Tensor[] tensors) => Ops.dstack.Call(Several(tensors));
    public static Tensor dstack(IList<Tensor> tensors) => dstack(Several(tensors));
    public static Tensor dstack(IEnumerable<Tensor> tensors) => dstack(Several(tensors));
    public static Tensor dstack(ReadOnlySpan<Tensor> tensors) => dstack(tensors.ToArray());
    public static Tensor column_stack(params Tensor[] tensors) => Ops.column_stack.Call(Several(tensors));
    public static Tensor column_stack(IList<Tensor> tensors) => column_stack(Several(tensors));
    public static Tensor column_stack(ReadOnlySpan<Tensor> tensors) => column_stack(tensors.ToArray());

    public static Tensor block_diag(params Tensor[] tensors) => Tensor.block_diag(tensors);
    public static Tensor cartesian_prod(params Tensor[] tensors) => Ops.cartesian_prod.Call(Several(tensors));
    public static Tensor cartesian_prod(IList<Tensor> tensors) => cartesian_prod(Several(tensors));
    public static Tensor cartesian_prod(ReadOnlySpan<Tensor> tensors) => cartesian_prod(tensors.ToArray());
    public static Tensor combinations(Tensor input, int r = 2, bool with_replacement = false) => Ops.combinations.Call(input, r, with_replacement);
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") => Ops.meshgrid_indexing.CallList(Several(tensors), indexing);
    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => Ops.broadcast_tensors.CallList(Several(tensors));
    public static IEnumerable<Tensor> atleast_1d(params Tensor[] input) => Ops.atleast_1d_Sequence.CallList(Several(input));
    public static IEnumerable<Tensor> atleast_2d(params Tensor[] input) => Ops.atleast_2d_Sequence.CallList(Several(input));
    public static IEnumerable<Tensor> atleast_3d(params Tensor[] input) => Ops.atleast_3d_Sequence.CallList(Several(input));
    public static Tensor einsum(string equation, params Tensor[] tensors) => Ops.einsum.Call(equation, Several(tensors));
    public static Tensor chain_matmul(params Tensor[] matrices) => Ops.chain_matmul.Call(Several(matrices));

    /// <summary>The shape that shapes broadcast to.</summary>
    public static Size broadcast_shapes(params long[][] shapes)
    {
        var result = new long[shapes.Length == 0 ? 0 : shapes.Max(s => s.Length)];
        Array.Fill(result, 1);
        foreach (var shape in shapes)
        {
            for (var i = 1; i <= shape.Length; i++)
            {
                if (shape[^i] == 1 || shape[^i] == result[^i]) continue;
                if (result[^i] != 1) throw new ArgumentException($"Sizes {result[^i]} and {shape[^i]} at dimension -{i} do not broadcast.", nameof(shapes));
                result[^i] = shape[^i];
            }
        }
        return new Size(result);
    }

    /// <summary>The tensors as an array without a null in it.</summary>
    private static Tensor[] Several(IEnumerable<Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var array = tensors as Tensor[] ?? tensors.ToArray();
        for (var i = 0; i < array.Length; i++) if (array[i] is null) throw new ArgumentException($"Tensor {i} is null.", nameof(tensors));
        return array;
    }
}
