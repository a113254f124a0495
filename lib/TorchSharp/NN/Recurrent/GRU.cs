using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Gated recurrent units (Cho et al., 2014, arXiv:1406.1078) over (steps, batch, features).</summary>
            public static GRU GRU(long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0, bool bidirectional = false, Device? device = null, ScalarType? dtype = null)
                => new(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype);

            /// <summary>The plain recurrent layer h′ = tanh(W x + b + U h + c), or with ReLU, over (steps, batch, features).</summary>
            public static RNN RNN(long inputSize, long hiddenSize, long numLayers = 1, NonLinearities nonLinearity = NonLinearities.Tanh, bool bias = true, bool batchFirst = false, double dropout = 0, bool bidirectional = false, Device? device = null, ScalarType? dtype = null)
                => new(inputSize, hiddenSize, numLayers, nonLinearity, bias, batchFirst, dropout, bidirectional, device, dtype);
        }
    }
}

namespace TorchSharp.Modules
{
    public sealed class GRU : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>
    {
        static readonly Operator Op = new("gru.input");

        readonly RecurrentWeights _weights;

        internal GRU(long input, long hidden, long layers, bool bias, bool batch_first, double dropout, bool bidirectional, Device? device, ScalarType? dtype) : base(nameof(GRU))
            => _weights = new(this, 3, input, hidden, layers, bias, batch_first, dropout, bidirectional, device, dtype);

        /// <summary>The outputs of all steps, and the last hidden states.</summary>
        public override (Tensor, Tensor) forward(Tensor input, Tensor? h0 = null) => _weights.Run(Op, input, h0, training);

        public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);

        /// <summary>Does nothing: libtorch on a CPU needs no packed weights.</summary>
        public void flatten_parameters() { }
    }

    public sealed class RNN : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>
    {
        static readonly Operator Tanh = new("rnn_tanh.input"), ReLU = new("rnn_relu.input");

        readonly RecurrentWeights _weights;
        readonly Operator _op;

        internal RNN(long input, long hidden, long layers, nn.NonLinearities nonlinearity, bool bias, bool batch_first, double dropout, bool bidirectional, Device? device, ScalarType? dtype) : base(nameof(RNN))
        {
            _weights = new(this, 1, input, hidden, layers, bias, batch_first, dropout, bidirectional, device, dtype);
            _op = nonlinearity == nn.NonLinearities.ReLU ? ReLU : Tanh;
        }

        /// <summary>The outputs of all steps, and the last hidden states.</summary>
        public override (Tensor, Tensor) forward(Tensor input, Tensor? h0) => _weights.Run(_op, input, h0, training);

        public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);

        public Parameter get_weight_ih(long idx) => _weights.Of("weight_ih", idx);
        public Parameter get_weight_hh(long idx) => _weights.Of("weight_hh", idx);
        public Parameter get_bias_ih(long idx) => _weights.Of("bias_ih", idx);
        public Parameter get_bias_hh(long idx) => _weights.Of("bias_hh", idx);

        /// <summary>Does nothing: libtorch on a CPU needs no packed weights.</summary>
        public void flatten_parameters() { }
    }
}
