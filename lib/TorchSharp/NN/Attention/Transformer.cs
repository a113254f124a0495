using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>An encoder and a decoder that attends to it (Vaswani et al., 2017, arXiv:1706.03762), over (steps, batch, features).</summary>
            public static Transformer Transformer(long d_model = 512, long nhead = 8, long num_encoder_layers = 6, long num_decoder_layers = 6, long dim_feedforward = 2048, double dropout = 0.1, Activations activation = Activations.ReLU)
                => new(d_model, nhead, num_encoder_layers, num_decoder_layers, dim_feedforward, dropout, activation);
        }
    }
}

namespace TorchSharp.Modules
{
    public sealed class Transformer : nn.Module<Tensor, Tensor, Tensor>
    {
        readonly TransformerEncoder encoder;
        readonly TransformerDecoder decoder;

        internal Transformer(long d_model, long nhead, long encoders, long decoders, long dim_feedforward, double dropout, nn.Activations activation) : base(nameof(Transformer))
        {
            using (var layer = nn.TransformerEncoderLayer(d_model, nhead, dim_feedforward, dropout, activation))
                encoder = new(layer, encoders, nn.LayerNorm(d_model));
            using (var layer = nn.TransformerDecoderLayer(d_model, nhead, dim_feedforward, dropout, activation))
                decoder = new(layer, decoders, nn.LayerNorm(d_model));
            RegisterComponents();
            foreach (var parameter in parameters())
                if (parameter.dim() > 1) nn.init.xavier_uniform_(parameter);
        }

        public override Tensor forward(Tensor src, Tensor tgt) => Apply(src, tgt);

        public Tensor call(Tensor src, Tensor tgt, Tensor src_mask, Tensor? tgt_mask = null, Tensor? memory_mask = null, Tensor? src_key_padding_mask = null,
            Tensor? tgt_key_padding_mask = null, Tensor? memory_key_padding_mask = null)
            => Apply(src, tgt, src_mask, tgt_mask, memory_mask, src_key_padding_mask, tgt_key_padding_mask, memory_key_padding_mask);

        Tensor Apply(Tensor src, Tensor tgt, Tensor? src_mask = null, Tensor? tgt_mask = null, Tensor? memory_mask = null, Tensor? src_padding = null, Tensor? tgt_padding = null, Tensor? memory_padding = null)
        {
            using var memory = encoder.call(src, src_mask, src_padding);
            return decoder.call(tgt, memory, tgt_mask, memory_mask, tgt_padding, memory_padding);
        }
    }
}
