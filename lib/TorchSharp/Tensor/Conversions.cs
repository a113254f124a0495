namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor copy_(Tensor source, bool nonBlocking = false) => Ops.copy_.Call(this, source, nonBlocking);
        public Tensor dequantize() => Ops.dequantize_self.Call(this);
        public Tensor fill_(Scalar value) => Ops.fill__Scalar.Call(this, value);
        public Tensor int_repr() => Ops.int_repr.Call(this);
        public Tensor pin_memory() => Ops.pin_memory.Call(this);
        public Tensor q_per_channel_scales() => Ops.q_per_channel_scales.Call(this);
        public Tensor q_per_channel_zero_points() => Ops.q_per_channel_zero_points.Call(this);
        public Tensor to(Tensor other, bool non_blocking = false) => Ops.to_other.Call(this, other, non_blocking);
        public Tensor to_dense() => Ops.to_dense.Call(this);
        public Tensor to_sparse() => Ops.to_sparse.Call(this);
        public Tensor to_sparse(int sparse_dim) => Ops.to_sparse_sparse_dim.Call(this, sparse_dim);
        public Tensor type_as(Tensor tensor) => Ops.type_as.Call(this, tensor);
        public Tensor zero_() => Ops.zero_.Call(this);

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => Converted(Ops.to_dtype.Call(this, type, non_blocking, copy), disposeAfter);
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => Converted(Ops.to_dtype_layout.Call(this, type, Arg.None, InitializeDevice(device), Arg.None, non_blocking, copy), disposeAfter);
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => Converted(Ops.to_dtype_layout.Call(this, Arg.None, Arg.None, InitializeDevice(device), Arg.None, non_blocking, copy), disposeAfter);
        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);
        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(new Device(device), copy, disposeAfter, non_blocking);
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(type, copy, disposeAfter, non_blocking);
        public Tensor type(ScalarType dtype) => to(dtype);
        public Tensor type(Func<Tensor, Tensor> typeFunc) => typeFunc(this);
        public Tensor cpu() => to(CPU);
        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);
        public Tensor mps(bool non_blocking = false) => to(MPS, non_blocking: non_blocking);

        public Tensor @bool() => to(ScalarType.Bool);
        public Tensor @byte() => to(ScalarType.Byte);
        public Tensor @char() => to(ScalarType.Int8);
        public Tensor @short() => to(ScalarType.Int16);
        public Tensor @int() => to(ScalarType.Int32);
        public Tensor @long() => to(ScalarType.Int64);
        public Tensor half() => to(ScalarType.Float16);
        public Tensor bfloat16() => to(ScalarType.BFloat16);
        public Tensor @float() => to(ScalarType.Float32);
        public Tensor @double() => to(ScalarType.Float64);
        public Tensor cfloat() => to(ScalarType.ComplexFloat32);
        public Tensor cdouble() => to(ScalarType.ComplexFloat64);

        private Tensor Converted(Tensor result, bool disposeAfter)
        {
            if (disposeAfter) Dispose();
            return result;
        }
    }

    public static Tensor dequantize(Tensor input) => input.dequantize();
}
