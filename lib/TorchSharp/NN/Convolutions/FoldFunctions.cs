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
                    im2col = new("im2col"), col2im = new("col2im");
            }

            public static Tensor unfold(Tensor input, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null)
                => Op.im2col.Call(input, Two(kernel_size), Two(dilation, 1), Two(padding, 0), Two(stride, 1));
            public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1)
                => unfold(input, (kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));
            public static Tensor fold(Tensor input, (long, long) output_size, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null)
                => Op.col2im.Call(input, Two(output_size), Two(kernel_size), Two(dilation, 1), Two(padding, 0), Two(stride, 1));
            public static Tensor fold(Tensor input, long output_size, long kernel_size, long dilation = 1, long padding = 0, long stride = 1)
                => fold(input, (output_size, output_size), (kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

            private static long[] Two((long, long) value) => [value.Item1, value.Item2];
            private static long[] Two((long, long)? value, long otherwise) => Two(value ?? (otherwise, otherwise));
        }
    }
}
