using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Long short-term memory (Hochreiter and Schmidhuber, 1997) over (steps, batch, features).</summary>
            public static LSTM LSTM(long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0, bool bidirectional = false, Device? device = null, ScalarType? dtype = null)
                => new(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype);
        }
    }
}

namespace TorchSharp.Modules
{
    public sealed class LSTM : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
    {
        static readonly Operator Op = new("lstm.input");

        readonly RecurrentWeights _weights;

        internal LSTM(long input, long hidden, long layers, bool bias, bool batch_first, double dropout, bool bidirectional, Device? device, ScalarType? dtype) : base(nameof(LSTM))
            => _weights = new(this, 4, input, hidden, layers, bias, batch_first, dropout, bidirectional, device, dtype);

        /// <summary>The outputs of all steps, and the last hidden and cell states.</summary>
        public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0 = null) => _weights.Run(Op, input, h0_c0, training);

        public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

        /// <summary>Does nothing: libtorch on a CPU needs no packed weights.</summary>
        public void flatten_parameters() { }
    }
}
