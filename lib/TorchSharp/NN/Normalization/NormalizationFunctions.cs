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
                    batch_norm = new("batch_norm"), instance_norm = new("instance_norm"), layer_norm = new("layer_norm"),
                    group_norm = new("group_norm");
            }

            public static Tensor batch_norm(Tensor input, Tensor running_mean, Tensor running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1e-5)
                => Op.batch_norm.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, false);
            public static Tensor instance_norm(Tensor input, Tensor? running_mean = null, Tensor? running_var = null, Tensor? weight = null, Tensor? bias = null, bool use_input_stats = true, double momentum = 0.1, double eps = 1e-5)
                => Op.instance_norm.Call(input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, false);
            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
                => Op.layer_norm.Call(input, normalized_shape, weight, bias, eps, false);
            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
                => Op.group_norm.Call(input, num_groups, weight, bias, eps, false);
            /// <summary>x / (k + α · mean of x² over neighbouring channels)^β, the mean over size channels, zeros beyond the ends.</summary>
            public static Tensor local_response_norm(Tensor input, long size, double alpha = 0.0001, double beta = 0.75, double k = 1)
            {
                if (input.dim() < 3) throw new ArgumentException($"local_response_norm takes 3 dimensions or more, (N, C, …), not {input.dim()}.", nameof(input));
                using var scope = NewDisposeScope();
                var n = input.shape[0];
                var channels = input.shape[1];
                var squares = pad(input.square().reshape(n, 1, channels, -1), (0, 0, size / 2, (size - 1) / 2)); // (N, 1, C + size − 1, …)
                var mean = avg_pool2d(squares, (size, 1), stride: (1, 1)).reshape(input.shape);
                return (input / (mean * alpha + k).pow(beta)).MoveToOuterDisposeScope();
            }
        }
    }
}
