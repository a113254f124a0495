using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>x Wᵀ + b, with W (outputs, inputs) and b drawn from U(−1/√inputs, 1/√inputs).</summary>
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) => new(inputSize, outputSize, hasBias, device, dtype);
            public static Linear Linear(Parameter weight, Parameter? bias = null) => new(weight, bias);
        }
    }
}

namespace TorchSharp.Modules
{
    public class Linear : nn.Module<Tensor, Tensor>
    {
        [ComponentName(Name = nameof(weight))] Parameter _weight = null!;
        [ComponentName(Name = nameof(bias))] Parameter? _bias;

        internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype) : base(nameof(Linear))
        {
            (in_features, out_features) = (inputSize, outputSize);
            weight = Parameter.Of(empty(outputSize, inputSize, dtype: dtype, device: device));
            Weights.KaimingUniform(weight);
            if (hasBias) bias = Weights.UniformBias(outputSize, weight, inputSize);
        }

        internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
        {
            ArgumentNullException.ThrowIfNull(weight);
            if (weight.dim() != 2) throw new ArgumentException($"The weights of a linear layer are a matrix (outputs, inputs), not {weight.dim()} dimensions.", nameof(weight));
            (out_features, in_features) = (weight.shape[0], weight.shape[1]);
            (this.weight, this.bias) = (weight, bias);
        }

        public long in_features { get; set; }
        public long out_features { get; set; }

        public Parameter weight
        {
            get => _weight;
            set => ConditionallyRegisterParameter(nameof(weight), _weight = value ?? throw new ArgumentNullException(nameof(value)));
        }

        public Parameter? bias
        {
            get => _bias;
            set => ConditionallyRegisterParameter(nameof(bias), _bias = value);
        }

        public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, _weight, _bias);
    }

    /// <summary>The initial values that PyTorch gives its layers.</summary>
    static class Weights
    {
        /// <summary>U(−1/√fan, 1/√fan) over the inputs of an output.</summary>
        public static void KaimingUniform(Tensor weight)
        {
            if (weight.numel() > 0) nn.init.kaiming_uniform_(weight, a: Math.Sqrt(5));
        }

        public static Parameter UniformBias(long size, Tensor weight, long fanIn)
        {
            var bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
            return Uniform([size], bound, weight.device, weight.dtype);
        }

        public static Parameter Uniform(long[] shape, double bound, Device? device, ScalarType? dtype)
        {
            var parameter = Parameter.Of(empty(shape, dtype: dtype, device: device));
            nn.init.uniform_(parameter, -bound, bound);
            return parameter;
        }

        public static Parameter Constant(long[] shape, double value, Device? device, ScalarType? dtype)
            => Parameter.Of(full(shape, value, dtype: dtype, device: device));
    }
}
