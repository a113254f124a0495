using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>The computations of the modules, as functions of their inputs and weights.</summary>
        public static partial class functional
        {
            private static partial class Op
            {
                internal static readonly Operator
                    relu = new("relu"), relu_ = new("relu_"), relu6 = new("relu6"), relu6_ = new("relu6_"), leaky_relu = new("leaky_relu"),
                    leaky_relu_ = new("leaky_relu_"), rrelu = new("rrelu"), rrelu_ = new("rrelu_"), prelu = new("prelu"), elu = new("elu"),
                    elu_ = new("elu_"), celu = new("celu"), celu_ = new("celu_"), selu = new("selu"), selu_ = new("selu_"), gelu = new("gelu"),
                    gelu_ = new("gelu_"), silu = new("silu"), silu_ = new("silu_"), mish = new("mish"), mish_ = new("mish_"),
                    sigmoid = new("sigmoid"), sigmoid_ = new("sigmoid_"), log_sigmoid = new("log_sigmoid"), hardsigmoid = new("hardsigmoid"),
                    hardsigmoid_ = new("hardsigmoid_"), hardswish = new("hardswish"), hardswish_ = new("hardswish_"), tanh = new("tanh"),
                    tanh_ = new("tanh_"), hardtanh = new("hardtanh"), hardtanh_ = new("hardtanh_"), hardshrink = new("hardshrink"),
                    softshrink = new("softshrink"), softplus = new("softplus"), threshold = new("threshold"), threshold_ = new("threshold_"),
                    softmax_int = new("softmax.int"), log_softmax_int = new("log_softmax.int"), glu = new("glu");
            }

            public static Tensor relu(Tensor x, bool inplace = false) => (inplace ? Op.relu_ : Op.relu).Call(x);
            public static Tensor relu6(Tensor x, bool inplace = false) => (inplace ? Op.relu6_ : Op.relu6).Call(x);
            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) => (inplace ? Op.leaky_relu_ : Op.leaky_relu).Call(input, negative_slope);
            /// <summary>The slope of the negative side is drawn from [lower, upper] in training only; here it is their mean.</summary>
            public static Tensor rrelu(Tensor x, double lower = 1.0 / 8, double upper = 1.0 / 3, bool inplace = false) => (inplace ? Op.rrelu_ : Op.rrelu).Call(x, lower, upper, false);
            public static Tensor prelu(Tensor input, Tensor weight) => Op.prelu.Call(input, weight);
            public static Tensor elu(Tensor x, double alpha, bool inplace = false) => (inplace ? Op.elu_ : Op.elu).Call(x, alpha);
            public static Tensor celu(Tensor x, double alpha, bool inplace = false) => (inplace ? Op.celu_ : Op.celu).Call(x, alpha);
            public static Tensor selu(Tensor x, bool inplace = false) => (inplace ? Op.selu_ : Op.selu).Call(x);
            public static Tensor gelu(Tensor x) => Op.gelu.Call(x);
            public static Tensor gelu(Tensor x, GELU.Approximate approximate, bool inplace = false)
                => (inplace ? Op.gelu_ : Op.gelu).Call(x, approximate == Modules.GELU.Approximate.tanh ? "tanh" : "none");
            public static Tensor gelu(Tensor x, bool inplace) => (inplace ? Op.gelu_ : Op.gelu).Call(x);
            public static Tensor silu(Tensor x, bool inplace = false) => (inplace ? Op.silu_ : Op.silu).Call(x);
            public static Tensor SiLU(Tensor x, bool inplace = false) => silu(x, inplace);
            public static Tensor mish(Tensor x, bool inplace = false) => (inplace ? Op.mish_ : Op.mish).Call(x);
            public static Tensor Mish(Tensor x) => mish(x);
            public static Tensor sigmoid(Tensor x) => Op.sigmoid.Call(x);
            public static Tensor sigmoid(Tensor x, bool inplace) => (inplace ? Op.sigmoid_ : Op.sigmoid).Call(x);
            public static Tensor logsigmoid(Tensor x) => Op.log_sigmoid.Call(x);
            public static Tensor hardsigmoid(Tensor input, bool inplace = false) => (inplace ? Op.hardsigmoid_ : Op.hardsigmoid).Call(input);
            public static Tensor hardswish(Tensor input, bool inplace = false) => (inplace ? Op.hardswish_ : Op.hardswish).Call(input);
            public static Tensor tanh(Tensor x, bool inplace = false) => (inplace ? Op.tanh_ : Op.tanh).Call(x);
            public static Tensor hardtanh(Tensor x, double min_val = -1, double max_val = 1, bool inplace = false) => (inplace ? Op.hardtanh_ : Op.hardtanh).Call(x, min_val, max_val);
            public static Tensor Hardtanh(Tensor x, double min_val = -1, double max_val = 1, bool inplace = false) => hardtanh(x, min_val, max_val, inplace);
            public static Tensor tanhshrink(Tensor x, bool inplace = false)
            {
                using var tanh = Op.tanh.Call(x);
                return inplace ? x.sub_(tanh) : x - tanh;
            }

            public static Tensor Tanhshrink(Tensor x) => tanhshrink(x);
            public static Tensor hardshrink(Tensor x, double lambda = 0.5) => Op.hardshrink.Call(x, lambda);
            public static Tensor Hardshrink(Tensor x, double lambda = 0.5) => hardshrink(x, lambda);
            public static Tensor softshrink(Tensor x, double lambda = 0.5) => Op.softshrink.Call(x, lambda);
            public static Tensor Softshrink(Tensor x, double lambda = 0.5) => softshrink(x, lambda);
            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => Op.softplus.Call(x, beta, threshold);
            public static Tensor softsign(Tensor x, bool inplace = false)
            {
                using var size = x.abs();
                using var scale = size + 1;
                return inplace ? x.div_(scale) : x / scale;
            }

            public static Tensor Softsign(Tensor x) => softsign(x);
            public static Tensor threshold(Tensor x, double threshold, double value, bool inplace = false) => (inplace ? Op.threshold_ : Op.threshold).Call(x, threshold, value);
            public static Tensor Threshold(Tensor x, double threshold, double value, bool inplace = false) => nn.functional.threshold(x, threshold, value, inplace);
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => Op.softmax_int.Call(input, dim, dtype);
            public static Tensor log_softmax(Tensor x, long dim) => Op.log_softmax_int.Call(x, dim);
            public static Tensor softmin(Tensor x, long dim)
            {
                using var negative = -x;
                return Op.softmax_int.Call(negative, dim);
            }

            /// <summary>Softmax over the channels of (N, C, H, W) or (C, H, W).</summary>
            public static Tensor softmax2d(Tensor x)
                => x.dim() is 3 or 4 ? softmax(x, -3) : throw new ArgumentException($"softmax2d takes (N, C, H, W) or (C, H, W), not {x.dim()} dimensions.", nameof(x));
            public static Tensor glu(Tensor input, long dim = -1) => Op.glu.Call(input, dim);

            internal static Tensor rrelu_training(Tensor x, double lower, double upper, bool inplace) => (inplace ? Op.rrelu_ : Op.rrelu).Call(x, lower, upper, true);
        }
    }
}
