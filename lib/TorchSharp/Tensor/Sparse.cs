namespace TorchSharp;

/// <summary>Sparse and quantized tensors.</summary>
public static partial class torch
{
    public static Tensor sparse_coo_tensor(Tensor indices, Tensor values, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finish(Ops.sparse_coo_tensor_indices_size.Call(indices, values, size, dtype, Arg.None, OnDevice(device)), requires_grad, names);

    public static Tensor sparse(Tensor indices, Tensor values, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        sparse_coo_tensor(indices, values, size, dtype, device, requires_grad, names);

    public static Tensor quantize_per_tensor(Tensor input, double scale, long zero_point, ScalarType dtype) => Ops.quantize_per_tensor.Call(input, scale, zero_point, dtype);
    public static Tensor quantize_per_channel(Tensor input, Tensor scales, Tensor zero_points, long axis, ScalarType dtype) => Ops.quantize_per_channel.Call(input, scales, zero_points, axis, dtype);
    public static Tensor fake_quantize_per_tensor_affine(Tensor input, Tensor scale, Tensor zero_point, long quant_min, long quant_max) => Ops.fake_quantize_per_tensor_affine_tensor_qparams.Call(input, scale, zero_point, quant_min, quant_max);
    public static Tensor fake_quantize_per_channel_affine(Tensor input, Tensor scale, Tensor zero_point, int axis, long quant_min, long quant_max) => Ops.fake_quantize_per_channel_affine.Call(input, scale, zero_point, axis, quant_min, quant_max);

    public partial class Tensor
    {
        public Tensor SparseIndices => Ops._indices.Call(this);
        public Tensor SparseValues => Ops._values.Call(this);
        public double q_scale() => Ops.q_scale.CallDouble(this);
        public long q_zero_point() => Ops.q_zero_point.CallLong(this);
        public long q_per_channel_axis() => Ops.q_per_channel_axis.CallLong(this);
    }
}
