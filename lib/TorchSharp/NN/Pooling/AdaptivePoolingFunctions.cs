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
                    adaptive_avg_pool1d = new("adaptive_avg_pool1d"), adaptive_avg_pool2d = new("adaptive_avg_pool2d"),
                    adaptive_avg_pool3d = new("adaptive_avg_pool3d"), adaptive_max_pool1d = new("adaptive_max_pool1d"),
                    adaptive_max_pool2d = new("adaptive_max_pool2d"), adaptive_max_pool3d = new("adaptive_max_pool3d"),
                    max_unpool2d = new("max_unpool2d"), max_unpool3d = new("max_unpool3d");
            }

            public static Tensor adaptive_avg_pool1d(Tensor input, long output_size) => Op.adaptive_avg_pool1d.Call(input, One(output_size, 1));
            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) => adaptive_avg_pool2d(input, Two(output_size));
            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => adaptive_avg_pool2d(input, [output_size, output_size]);
            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => Op.adaptive_avg_pool2d.Call(input, output_size);
            public static Tensor adaptive_avg_pool3d(Tensor input, (long, long, long) output_size)
                => adaptive_avg_pool3d(input, [output_size.Item1, output_size.Item2, output_size.Item3]);
            public static Tensor adaptive_avg_pool3d(Tensor input, long output_size) => adaptive_avg_pool3d(input, [output_size, output_size, output_size]);
            public static Tensor adaptive_avg_pool3d(Tensor input, long[] output_size) => Op.adaptive_avg_pool3d.Call(input, output_size);
            public static Tensor adaptive_max_pool1d(Tensor input, long output_size) => First(adaptive_max_pool1d_with_indices(input, output_size));
            public static Tensor adaptive_max_pool2d(Tensor input, long[] output_size) => First(adaptive_max_pool2d_with_indices(input, output_size));
            public static Tensor adaptive_max_pool3d(Tensor input, long[] output_size) => First(adaptive_max_pool3d_with_indices(input, output_size));
            public static (Tensor, Tensor) adaptive_max_pool1d_with_indices(Tensor input, long output_size) => Op.adaptive_max_pool1d.Call2(input, One(output_size, 1));
            public static (Tensor, Tensor) adaptive_max_pool2d_with_indices(Tensor input, long[] output_size) => Op.adaptive_max_pool2d.Call2(input, output_size);
            public static (Tensor, Tensor) adaptive_max_pool3d_with_indices(Tensor input, long[] output_size) => Op.adaptive_max_pool3d.Call2(input, output_size);
            /// <summary>Puts the maxima back where they came from, zeros elsewhere; (N, C, L) or (C, L).</summary>
            public static Tensor max_unpool1d(Tensor input, Tensor indices, long kernel_size, long? stride = null, long? padding = null, long[]? output_size = null)
            {
                output_size ??= [(input.shape[^1] - 1) * (stride ?? kernel_size) - 2 * (padding ?? 0) + kernel_size];
                using var plane = input.unsqueeze(-1);
                using var places = indices.unsqueeze(-1);
                using var result = Op.max_unpool2d.Call(plane, places, new[] { output_size[^1], 1 });
                return result.squeeze(-1);
            }

            public static Tensor max_unpool2d(Tensor input, Tensor indices, long[] kernel_size, long[]? stride = null, long[]? padding = null, long[]? output_size = null)
                => Op.max_unpool2d.Call(input, indices, output_size?[^2..] ?? Unpooled(input, kernel_size, stride, padding, 2));
            public static Tensor max_unpool3d(Tensor input, Tensor indices, long[] kernel_size, long[]? stride = null, long[]? padding = null, long[]? output_size = null)
                => Op.max_unpool3d.Call(input, indices, output_size?[^3..] ?? Unpooled(input, kernel_size, stride, padding, 3), stride ?? kernel_size, padding ?? [0, 0, 0]);

            private static Tensor First((Tensor values, Tensor indices) pair)
            {
                pair.indices.Dispose();
                return pair.values;
            }

            private static long[] Unpooled(Tensor input, long[] kernel, long[]? stride, long[]? padding, int dimensions)
            {
                ArgumentNullException.ThrowIfNull(kernel);
                if (kernel.Length == 0 || stride is [] || padding is [])
                    throw new ArgumentException("The kernel's size, the stride and the padding each have a number for every dimension, or one for all; a list is empty.");
                var size = new long[dimensions];
                for (var i = 0; i < dimensions; i++)
                {
                    var k = kernel[i % kernel.Length];
                    var s = stride is null ? k : stride[i % stride.Length];
                    var p = padding is null ? 0 : padding[i % padding.Length];
                    size[i] = (input.shape[^(dimensions - i)] - 1) * s - 2 * p + k;
                }
                return size;
            }
        }
    }
}
