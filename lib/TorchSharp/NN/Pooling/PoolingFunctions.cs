namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static partial class Op
            {
                internal static readonly Operator
                    avg_pool1d = new("avg_pool1d"), avg_pool2d = new("avg_pool2d"), avg_pool3d = new("avg_pool3d"),
                    avg_pool2d_backward = new("avg_pool2d_backward"), avg_pool3d_backward = new("avg_pool3d_backward"),
                    max_pool1d = new("max_pool1d"), max_pool2d = new("max_pool2d"), max_pool3d = new("max_pool3d"),
                    max_pool1d_with_indices = new("max_pool1d_with_indices"), max_pool2d_with_indices = new("max_pool2d_with_indices"),
                    max_pool3d_with_indices = new("max_pool3d_with_indices");
            }

            public static Tensor avg_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true)
                => Op.avg_pool1d.Call(input, One(kernel_size, 1), One(stride, kernel_size), One(padding, 0), ceil_mode, count_include_pad);
            public static Tensor avg_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null)
                => avg_pool2d(input, Two(kernel_size), stride is { } s ? Two(s) : null, Two(padding, 0), ceil_mode, count_include_pad, divisor_override);
            public static Tensor avg_pool2d(Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null)
                => avg_pool2d(input, [kernel_size], stride is { } s ? [s] : null, [padding], ceil_mode, count_include_pad, divisor_override);
            public static Tensor avg_pool2d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null)
                => Op.avg_pool2d.Call(input, kernel_size, stride ?? [], padding ?? [0], ceil_mode, count_include_pad, divisor_override);
            public static Tensor avg_pool3d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null)
                => Op.avg_pool3d.Call(input, kernel_size, stride ?? [], padding ?? [0], ceil_mode, count_include_pad, divisor_override);
            public static Tensor avg_pool2d_backward(Tensor input, Tensor originalInput, long[] kernel_sizes, long[]? strides = null, long[]? paddings = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null)
                => Op.avg_pool2d_backward.Call(input, originalInput, kernel_sizes, strides ?? [], paddings ?? [0], ceil_mode, count_include_pad, divisor_override);
            public static Tensor avg_pool3d_backward(Tensor input, Tensor originalInput, long[] kernel_sizes, long[]? strides = null, long[]? paddings = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null)
                => Op.avg_pool3d_backward.Call(input, originalInput, kernel_sizes, strides ?? [], paddings ?? [0], ceil_mode, count_include_pad, divisor_override);
            public static Tensor max_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false)
                => Op.max_pool1d.Call(input, One(kernel_size, 1), One(stride, kernel_size), One(padding, 0), One(dilation, 1), ceil_mode);
            public static Tensor max_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, bool ceil_mode = false)
                => max_pool2d(input, Two(kernel_size), stride is { } s ? Two(s) : null, Two(padding, 0), Two(dilation, 1), ceil_mode);
            public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false)
                => max_pool2d(input, [kernel_size], stride is { } s ? [s] : null, One(padding, 0), One(dilation, 1), ceil_mode);
            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false)
                => Op.max_pool2d.Call(input, kernel_size, strides ?? [], padding ?? [0], dilation ?? [1], ceil_mode);
            public static Tensor max_pool3d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false)
                => Op.max_pool3d.Call(input, kernel_size, strides ?? [], padding ?? [0], dilation ?? [1], ceil_mode);
            public static (Tensor, Tensor) max_pool1d_with_indices(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false)
                => Op.max_pool1d_with_indices.Call2(input, One(kernel_size, 1), One(stride, kernel_size), One(padding, 0), One(dilation, 1), ceil_mode);
            public static (Tensor, Tensor) max_pool2d_with_indices(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false)
                => Op.max_pool2d_with_indices.Call2(input, kernel_size, strides ?? [], padding ?? [0], dilation ?? [1], ceil_mode);
            public static (Tensor, Tensor) max_pool3d_with_indices(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false)
                => Op.max_pool3d_with_indices.Call2(input, kernel_size, strides ?? [], padding ?? [0], dilation ?? [1], ceil_mode);
            /// <summary>The p-norm of every window.</summary>
            public static Tensor lp_pool1d(Tensor input, double norm_type, long kernel_size, long? stride = null, bool ceil_mode = false)
            {
                using var scope = NewDisposeScope();
                var mean = avg_pool1d(input.pow(norm_type), kernel_size, stride, ceil_mode: ceil_mode);
                return Root(mean * kernel_size, norm_type).MoveToOuterDisposeScope();
            }

            /// <summary>The p-norm of every window.</summary>
            public static Tensor lp_pool2d(Tensor input, double norm_type, long kernel_size, long? stride = null, bool ceil_mode = false)
                => lp_pool2d(input, norm_type, [kernel_size, kernel_size], stride is { } s ? [s, s] : null, ceil_mode);
            public static Tensor lp_pool2d(Tensor input, double norm_type, long[] kernel_size, long[]? stride = null, bool ceil_mode = false)
            {
                using var scope = NewDisposeScope();
                var mean = avg_pool2d(input.pow(norm_type), kernel_size, stride, ceil_mode: ceil_mode);
                return Root(mean * (kernel_size[0] * kernel_size[^1]), norm_type).MoveToOuterDisposeScope();
            }

            // The p-th root of a sum of p-th powers; a negative sum, which an odd p can give, counts as 0, as in PyTorch.
            private static Tensor Root(Tensor sum, double p) => sum.clamp_min(0).pow(1 / p);
        }
    }
}
