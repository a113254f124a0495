using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>One step of a recurrent layer, over (batch, features).</summary>
            public static RNNCell RNNCell(long inputSize, long hiddenSize, NonLinearities nonLinearity = NonLinearities.Tanh, bool bias = true, Device? device = null, ScalarType? dtype = null)
                => new(inputSize, hiddenSize, nonLinearity, bias, device, dtype);

            public static GRUCell GRUCell(long inputSize, long hiddenSize, bool bias = true, Device? device = null, ScalarType? dtype = null) => new(inputSize, hiddenSize, bias, device, dtype);

            public static LSTMCell LSTMCell(long inputSize, long hiddenSize, bool bias = true, Device? device = null, ScalarType? dtype = null) => new(inputSize, hiddenSize, bias, device, dtype);
        }
    }
}

namespace TorchSharp.Modules
{
    public sealed class RNNCell : nn.Module<Tensor, Tensor?, Tensor>
    {
        static readonly Operator Tanh = new("rnn_tanh_cell"), ReLU = new("rnn_relu_cell");

        readonly Operator _op;

        internal RNNCell(long input, long hidden, nn.NonLinearities nonlinearity, bool bias, Device? device, ScalarType? dtype) : base(nameof(RNNCell))
        {
            Cells.Register(this, 1, input, hidden, bias, device, dtype);
            _op = nonlinearity == nn.NonLinearities.ReLU ? ReLU : Tanh;
        }

        public Parameter weight_ih { get => get_parameter(nameof(weight_ih))!; set => ConditionallyRegisterParameter(nameof(weight_ih), value); }
        public Parameter weight_hh { get => get_parameter(nameof(weight_hh))!; set => ConditionallyRegisterParameter(nameof(weight_hh), value); }
        public Parameter? bias_ih { get => get_parameter(nameof(bias_ih)); set => ConditionallyRegisterParameter(nameof(bias_ih), value); }
        public Parameter? bias_hh { get => get_parameter(nameof(bias_hh)); set => ConditionallyRegisterParameter(nameof(bias_hh), value); }

        public override Tensor forward(Tensor input, Tensor? h0 = null)
        {
            using var scope = NewDisposeScope();
            return _op.Call(input, h0 ?? Cells.Zeros(input, weight_hh), weight_ih, weight_hh, bias_ih, bias_hh).MoveToOuterDisposeScope();
        }
    }

    public sealed class GRUCell : nn.Module<Tensor, Tensor?, Tensor>
    {
        static readonly Operator Op = new("gru_cell");

        internal GRUCell(long input, long hidden, bool bias, Device? device, ScalarType? dtype) : base(nameof(GRUCell))
        {
            Cells.Register(this, 3, input, hidden, bias, device, dtype);
        }

        public Parameter weight_ih { get => get_parameter(nameof(weight_ih))!; set => ConditionallyRegisterParameter(nameof(weight_ih), value); }
        public Parameter weight_hh { get => get_parameter(nameof(weight_hh))!; set => ConditionallyRegisterParameter(nameof(weight_hh), value); }
        public Parameter? bias_ih { get => get_parameter(nameof(bias_ih)); set => ConditionallyRegisterParameter(nameof(bias_ih), value); }
        public Parameter? bias_hh { get => get_parameter(nameof(bias_hh)); set => ConditionallyRegisterParameter(nameof(bias_hh), value); }

        public override Tensor forward(Tensor input, Tensor? h0 = null)
        {
            using var scope = NewDisposeScope();
            return Op.Call(input, h0 ?? Cells.Zeros(input, weight_hh), weight_ih, weight_hh, bias_ih, bias_hh).MoveToOuterDisposeScope();
        }
    }

    public sealed class LSTMCell : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)>
    {
        static readonly Operator Op = new("lstm_cell");

        internal LSTMCell(long input, long hidden, bool bias, Device? device, ScalarType? dtype) : base(nameof(LSTMCell))
        {
            Cells.Register(this, 4, input, hidden, bias, device, dtype);
        }

        public Parameter weight_ih { get => get_parameter(nameof(weight_ih))!; set => ConditionallyRegisterParameter(nameof(weight_ih), value); }
        public Parameter weight_hh { get => get_parameter(nameof(weight_hh))!; set => ConditionallyRegisterParameter(nameof(weight_hh), value); }
        public Parameter? bias_ih { get => get_parameter(nameof(bias_ih)); set => ConditionallyRegisterParameter(nameof(bias_ih), value); }
        public Parameter? bias_hh { get => get_parameter(nameof(bias_hh)); set => ConditionallyRegisterParameter(nameof(bias_hh), value); }

        /// <summary>The next hidden and cell states.</summary>
        public override (Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0)
        {
            using var scope = NewDisposeScope();
            Tensor[] state = [h0_c0?.Item1 ?? Cells.Zeros(input, weight_hh), h0_c0?.Item2 ?? Cells.Zeros(input, weight_hh)];
            var (h, c) = Op.Call2(input, state, weight_ih, weight_hh, bias_ih, bias_hh);
            return (h.MoveToOuterDisposeScope(), c.MoveToOuterDisposeScope());
        }

        public new (Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);
    }

    static class Cells
    {
        public static void Register(nn.Module cell, int gates, long input, long hidden, bool bias, Device? device, ScalarType? dtype)
        {
            var bound = 1 / Math.Sqrt(hidden);
            cell.register_parameter("weight_ih", Weights.Uniform([gates * hidden, input], bound, device, dtype));
            cell.register_parameter("weight_hh", Weights.Uniform([gates * hidden, hidden], bound, device, dtype));
            if (!bias) return;
            cell.register_parameter("bias_ih", Weights.Uniform([gates * hidden], bound, device, dtype));
            cell.register_parameter("bias_hh", Weights.Uniform([gates * hidden], bound, device, dtype));
        }

        /// <summary>The state before the first step: (batch, hidden), or (hidden) without a batch.</summary>
        public static Tensor Zeros(Tensor input, Tensor weight) => zeros([.. input.shape[..^1], weight.shape[^1]], dtype: input.dtype, device: input.device);
    }
}
