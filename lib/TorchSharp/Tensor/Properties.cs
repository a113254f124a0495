namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public ScalarType dtype => (ScalarType)Ask(Property.Dtype);
        public DeviceType device_type => (DeviceType)Ask(Property.DeviceKind);
        public int device_index => (int)Ask(Property.DeviceIndex);
        public Device device => new(device_type, device_index);

        public long Dimensions => dim();
        public long ndim => dim();
        public long NumberOfElements => numel();
        public long ElementSize => element_size();
        public long[] shape => size();

        public bool is_cuda => device_type == DeviceType.CUDA;
        public bool is_meta => device_type == DeviceType.META;
        public bool is_sparse => Ask(Property.Layout) == (long)layout.sparse_coo;
        public bool is_leaf => Ask(Property.IsLeaf) != 0;

        // Kept apart: few tensors have a name, and each tensor would be larger for it.
        private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<Tensor, string> names = [];

        public string name
        {
            get => names.TryGetValue(this, out var given) ? given : "";
            set => names.AddOrUpdate(this, value);
        }

        public bool requires_grad
        {
            get => Ask(Property.RequiresGrad) != 0;
            set => Do(h => Bridge.ts_set_requires_grad(h, value ? 1 : 0));
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public unsafe long dim()
        {
            var h = BeginUse();
            try { return Bridge.ts_sizes(h, null, 0); }
            finally { EndUse(); }
        }

        public unsafe long[] size()
        {
            const int Usual = 8;
            var few = stackalloc long[Usual];
            var h = BeginUse();
            try
            {
                var count = (int)Bridge.ts_sizes(h, few, Usual);
                if (count <= Usual) return new Span<long>(few, Math.Max(count, 0)).ToArray();
                var many = new long[count];
                fixed (long* all = many) _ = Bridge.ts_sizes(h, all, count);
                return many;
            }
            finally { EndUse(); }
        }

        public long size(int dim)
        {
            var sizes = size();
            return sizes[Wrap(dim, sizes.Length)];
        }

        public unsafe long[] stride()
        {
            var strides = new long[dim()];
            var h = BeginUse();
            try
            {
                fixed (long* room = strides) Bridge.Check(Bridge.ts_strides(h, room));
                return strides;
            }
            finally { EndUse(); }
        }

        public long stride(int dim)
        {
            var strides = stride();
            return strides[Wrap(dim, strides.Length)];
        }

        public long numel() => Ask(Property.Numel);
        public long element_size() => Ask(Property.ElementSize);
        public long storage_offset() => Ask(Property.StorageOffset);
        public bool is_contiguous() => Ask(Property.IsContiguous) != 0;
        public bool is_complex() => torch.is_complex(dtype);
        public bool is_floating_point() => torch.is_floating_point(dtype);
        public bool is_integral() => torch.is_integral(dtype);
        public bool is_cpu() => device_type == DeviceType.CPU;
        public bool is_conj() => Ask(Property.IsConj) != 0;
        public bool is_neg() => Ask(Property.IsNeg) != 0;
        public bool is_pinned() => Ask(Property.IsPinned) != 0;
        public bool is_quantized() => Ask(Property.IsQuantized) != 0;
        public bool is_nonzero() => Ops.is_nonzero.CallBool(this);

        /// <summary>Counts the changes in place, as autograd does.</summary>
        internal long Version => Ask(Property.Version);

        internal unsafe long Ask(Property property)
        {
            long value;
            int status;
            var h = BeginUse();
            try { status = Bridge.ts_property(h, property, &value); }
            finally { EndUse(); }
            Bridge.Check(status);
            return value;
        }

        internal void Do(Func<nint, int> call)
        {
            int status;
            var h = BeginUse();
            try { status = call(h); }
            finally { EndUse(); }
            Bridge.Check(status);
        }

        private static int Wrap(long dim, int count)
        {
            var wrapped = dim < 0 ? dim + count : dim;
            if (wrapped < 0 || wrapped >= count) throw new ArgumentOutOfRangeException(nameof(dim), dim, $"The tensor has {count} dimensions.");
            return (int)wrapped;
        }
    }
}
