namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor new_empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_empty.Call(this, size, dtype, Arg.None, device), requires_grad);
        public Tensor new_empty(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_empty.Call(this, size, dtype, Arg.None, device), requires_grad);
        public Tensor new_empty(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_empty.Call(this, new[] { size }, dtype, Arg.None, device), requires_grad);
        public Tensor new_empty(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_empty.Call(this, new[] { rows, columns }, dtype, Arg.None, device), requires_grad);
        public Tensor new_empty(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_empty.Call(this, new[] { dim0, dim1, dim2 }, dtype, Arg.None, device), requires_grad);
        public Tensor new_empty(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_empty.Call(this, new[] { dim0, dim1, dim2, dim3 }, dtype, Arg.None, device), requires_grad);

        public Tensor new_full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_full.Call(this, size, value, dtype, Arg.None, device), requires_grad);
        public Tensor new_full(ReadOnlySpan<long> size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_full.Call(this, size, value, dtype, Arg.None, device), requires_grad);
        public Tensor new_full(long size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_full.Call(this, new[] { size }, value, dtype, Arg.None, device), requires_grad);
        public Tensor new_full(long rows, long columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_full.Call(this, new[] { rows, columns }, value, dtype, Arg.None, device), requires_grad);
        public Tensor new_full(long dim0, long dim1, long dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_full.Call(this, new[] { dim0, dim1, dim2 }, value, dtype, Arg.None, device), requires_grad);
        public Tensor new_full(long dim0, long dim1, long dim2, long dim3, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_full.Call(this, new[] { dim0, dim1, dim2, dim3 }, value, dtype, Arg.None, device), requires_grad);

        public Tensor new_ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_ones.Call(this, new[] { size }, dtype, Arg.None, device), requires_grad);
        public Tensor new_ones(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_ones.Call(this, new[] { rows, columns }, dtype, Arg.None, device), requires_grad);
        public Tensor new_ones(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_ones.Call(this, new[] { dim0, dim1, dim2 }, dtype, Arg.None, device), requires_grad);
        public Tensor new_ones(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_ones.Call(this, new[] { dim0, dim1, dim2, dim3 }, dtype, Arg.None, device), requires_grad);

        public Tensor new_zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_zeros.Call(this, size, dtype, Arg.None, device), requires_grad);
        public Tensor new_zeros(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_zeros.Call(this, size, dtype, Arg.None, device), requires_grad);
        public Tensor new_zeros(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_zeros.Call(this, new[] { size }, dtype, Arg.None, device), requires_grad);
        public Tensor new_zeros(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_zeros.Call(this, new[] { rows, columns }, dtype, Arg.None, device), requires_grad);
        public Tensor new_zeros(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_zeros.Call(this, new[] { dim0, dim1, dim2 }, dtype, Arg.None, device), requires_grad);
        public Tensor new_zeros(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Finish(Ops.new_zeros.Call(this, new[] { dim0, dim1, dim2, dim3 }, dtype, Arg.None, device), requires_grad);
    }
}
