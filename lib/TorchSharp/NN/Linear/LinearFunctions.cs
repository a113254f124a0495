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
                    linear = new("linear"), bilinear = new("bilinear"), one_hot = new("one_hot"), cosine_similarity = new("cosine_similarity"),
                    pairwise_distance = new("pairwise_distance");
            }

            /// <summary>x Wᵀ + b for weights of the shape (out, in).</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Op.linear.Call(input, weights, bias);
            public static Tensor bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias = null) => Op.bilinear.Call(input1, input2, weight, bias);
            public static Tensor one_hot(Tensor x, long num_classes = -1) => Op.one_hot.Call(x, num_classes);
            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1e-8) => Op.cosine_similarity.Call(x1, x2, dim, eps);
            public static Tensor pairwise_distance(Tensor input1, Tensor input2, double p = 2, double eps = 1e-6, bool keepdim = false)
                => Op.pairwise_distance.Call(input1, input2, p, eps, keepdim);
            /// <summary>x / max(‖x‖ₚ, eps) along a dimension.</summary>
            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1e-12)
            {
                using var norm = Op.norm_ScalarOpt_dim.Call(input, p, new[] { dim }, true);
                using var bounded = norm.clamp_min(eps);
                return input / bounded;
            }

            private static partial class Op
            {
                internal static readonly Operator norm_ScalarOpt_dim = new("norm.ScalarOpt_dim");
            }
        }
    }
}
