using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Self-attention, attention to an encoder's output, and a two-layer network (Vaswani et al., 2017), over (steps, batch, features).</summary>
            public static TransformerDecoderLayer TransformerDecoderLayer(long d_model = 512, long nhead = 8, long dim_feedforward = 2048, double dropout = 0.1, Activations activation = Activations.ReLU)
                => new(d_model, nhead, dim_feedforward, dropout, activation);

            /// <summary>Copies of a layer one after the other.</summary>
            public static TransformerDecoder TransformerDecoder(TransformerDecoderLayer decoder_layer, long num_layers) => new(decoder_layer, num_layers);
        }
    }
}

namespace TorchSharp.Modules
{
    public sealed class TransformerDecoderLayer : nn.Module<Tensor, Tensor, Tensor?, Tensor?, Tensor?, Tensor?, Tensor>, nn.IModule<Tensor, Tensor, Tensor>
    {
        readonly (long model, long heads, long feedforward, double dropout, nn.Activations activation) _options;
        readonly MultiheadAttention self_attn, multihead_attn;
        readonly Linear linear1, linear2;
        readonly Dropout dropout, dropout1, dropout2, dropout3;
        readonly LayerNorm norm1, norm2, norm3;

        internal TransformerDecoderLayer(long d_model, long nhead, long dim_feedforward, double dropout, nn.Activations activation) : base(nameof(TransformerDecoderLayer))
        {
            _options = (d_model, nhead, dim_feedforward, dropout, activation);
            (self_attn, multihead_attn) = (nn.MultiheadAttention(d_model, nhead, dropout), nn.MultiheadAttention(d_model, nhead, dropout));
            (linear1, linear2) = (nn.Linear(d_model, dim_feedforward), nn.Linear(dim_feedforward, d_model));
            (this.dropout, dropout1, dropout2, dropout3) = (nn.Dropout(dropout), nn.Dropout(dropout), nn.Dropout(dropout), nn.Dropout(dropout));
            (norm1, norm2, norm3) = (nn.LayerNorm(d_model), nn.LayerNorm(d_model), nn.LayerNorm(d_model));
            RegisterComponents();
        }

        public override Tensor forward(Tensor tgt, Tensor memory, Tensor? tgt_mask, Tensor? memory_mask, Tensor? tgt_key_padding_mask, Tensor? memory_key_padding_mask)
        {
            using var scope = NewDisposeScope();
            var own = self_attn.call(tgt, tgt, tgt, tgt_key_padding_mask, false, tgt_mask).Item1;
            var x = norm1.forward(tgt + dropout1.forward(own));
            var other = multihead_attn.call(x, memory, memory, memory_key_padding_mask, false, memory_mask).Item1;
            x = norm2.forward(x + dropout2.forward(other));
            var inner = Transformers.Activate(linear1.forward(x), _options.activation);
            return norm3.forward(x + dropout3.forward(linear2.forward(dropout.forward(inner)))).MoveToOuterDisposeScope();
        }

        public Tensor call(Tensor tgt, Tensor memory) => base.call(tgt, memory, null, null, null, null);

        public new Tensor call(Tensor tgt, Tensor memory, Tensor? tgt_mask, Tensor? memory_mask = null, Tensor? tgt_key_padding_mask = null, Tensor? memory_key_padding_mask = null)
            => base.call(tgt, memory, tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask);

        internal TransformerDecoderLayer Copy()
            => Transformers.Copy(this, new TransformerDecoderLayer(_options.model, _options.heads, _options.feedforward, _options.dropout, _options.activation));
    }

    public sealed class TransformerDecoder : nn.Module<Tensor, Tensor, Tensor?, Tensor?, Tensor?, Tensor?, Tensor>, nn.IModule<Tensor, Tensor, Tensor>
    {
        readonly ModuleList<TransformerDecoderLayer> layers = [];
        readonly LayerNorm? norm;

        internal TransformerDecoder(TransformerDecoderLayer layer, long count, LayerNorm? norm = null) : base(nameof(TransformerDecoder))
        {
            this.norm = norm;
            Transformers.WithoutDrawing(() => layers.extend(Enumerable.Range(0, (int)count).Select(_ => layer.Copy())));
            RegisterComponents();
        }

        public override Tensor forward(Tensor tgt, Tensor memory, Tensor? tgt_mask, Tensor? memory_mask = null, Tensor? tgt_key_padding_mask = null, Tensor? memory_key_padding_mask = null)
        {
            using var scope = NewDisposeScope();
            var x = layers.Aggregate(tgt, (x, layer) => layer.call(x, memory, tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask));
            if (norm is not null) x = norm.forward(x);
            return (layers.Count == 0 && norm is null ? tgt.alias() : x).MoveToOuterDisposeScope();
        }

        public Tensor call(Tensor tgt, Tensor memory) => base.call(tgt, memory, null, null, null, null);

        public new Tensor call(Tensor tgt, Tensor memory, Tensor? tgt_mask, Tensor? memory_mask = null, Tensor? tgt_key_padding_mask = null, Tensor? memory_key_padding_mask = null)
            => base.call(tgt, memory, tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask);
    }
}
