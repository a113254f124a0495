using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Self-attention and a two-layer network, each added to its input and normalised (Vaswani et al., 2017), over (steps, batch, features).</summary>
            public static TransformerEncoderLayer TransformerEncoderLayer(long d_model = 512, long nhead = 8, long dim_feedforward = 2048, double dropout = 0.1, Activations activation = Activations.ReLU)
                => new(d_model, nhead, dim_feedforward, dropout, activation);

            /// <summary>Copies of a layer one after the other.</summary>
            public static TransformerEncoder TransformerEncoder(TransformerEncoderLayer encoder_layer, long num_layers) => new(encoder_layer, num_layers);
        }
    }
}

namespace TorchSharp.Modules
{
    public sealed class TransformerEncoderLayer : nn.Module<Tensor, Tensor>, nn.IModule<Tensor, Tensor, Tensor>, nn.IModule<Tensor, Tensor, Tensor, Tensor>
    {
        readonly (long model, long heads, long feedforward, double dropout, nn.Activations activation) _options;
        readonly MultiheadAttention self_attn;
        readonly Linear linear1, linear2;
        readonly Dropout dropout, dropout1, dropout2;
        readonly LayerNorm norm1, norm2;

        internal TransformerEncoderLayer(long d_model, long nhead, long dim_feedforward, double dropout, nn.Activations activation) : base(nameof(TransformerEncoderLayer))
        {
            _options = (d_model, nhead, dim_feedforward, dropout, activation);
            self_attn = nn.MultiheadAttention(d_model, nhead, dropout);
            (linear1, linear2) = (nn.Linear(d_model, dim_feedforward), nn.Linear(dim_feedforward, d_model));
            (this.dropout, dropout1, dropout2) = (nn.Dropout(dropout), nn.Dropout(dropout), nn.Dropout(dropout));
            (norm1, norm2) = (nn.LayerNorm(d_model), nn.LayerNorm(d_model));
            RegisterComponents();
        }

        public override Tensor forward(Tensor src) => Apply(src, null, null);

        public Tensor call(Tensor src, Tensor src_mask) => Apply(src, src_mask, null);

        public Tensor call(Tensor src, Tensor src_mask, Tensor src_key_padding_mask) => Apply(src, src_mask, src_key_padding_mask);

        internal Tensor Apply(Tensor src, Tensor? mask, Tensor? padding)
        {
            using var scope = NewDisposeScope();
            var attended = self_attn.call(src, src, src, padding, false, mask).Item1;
            var x = norm1.forward(src + dropout1.forward(attended));
            var inner = Transformers.Activate(linear1.forward(x), _options.activation);
            return norm2.forward(x + dropout2.forward(linear2.forward(dropout.forward(inner)))).MoveToOuterDisposeScope();
        }

        internal TransformerEncoderLayer Copy()
            => Transformers.Copy(this, new TransformerEncoderLayer(_options.model, _options.heads, _options.feedforward, _options.dropout, _options.activation));
    }

    public sealed class TransformerEncoder : nn.Module<Tensor, Tensor?, Tensor?, Tensor>, nn.IModule<Tensor, Tensor>, nn.IModule<Tensor, Tensor, Tensor>
    {
        public enum Activations { ReLU = 0, GELU = 1 }

        readonly ModuleList<TransformerEncoderLayer> layers = [];
        readonly LayerNorm? norm;

        internal TransformerEncoder(TransformerEncoderLayer layer, long count, LayerNorm? norm = null) : base(nameof(TransformerEncoder))
        {
            this.norm = norm;
            Transformers.WithoutDrawing(() => layers.extend(Enumerable.Range(0, (int)count).Select(_ => layer.Copy())));
            RegisterComponents();
        }

        public override Tensor forward(Tensor src, Tensor? src_mask, Tensor? src_key_padding_mask)
        {
            using var scope = NewDisposeScope();
            var x = layers.Aggregate(src, (x, layer) => layer.Apply(x, src_mask, src_key_padding_mask));
            if (norm is not null) x = norm.forward(x);
            return (layers.Count == 0 && norm is null ? src.alias() : x).MoveToOuterDisposeScope();
        }

        public Tensor call(Tensor src) => base.call(src, null, null);

        public Tensor call(Tensor src, Tensor src_mask) => base.call(src, src_mask, null);
    }

    static class Transformers
    {
        public static Tensor Activate(Tensor x, nn.Activations activation) => activation == nn.Activations.GELU ? nn.functional.gelu(x) : nn.functional.relu(x);

        public static T Copy<T>(T from, T to) where T : nn.Module
        {
            to.to(from.parameters().First()).load_state_dict(from.state_dict());
            to.train(from.training);
            return to;
        }

        /// <summary>Leaves the random state as it was: copies take their weights from what they copy.</summary>
        public static void WithoutDrawing(Action action)
        {
            using var state = get_rng_state();
            try { action(); }
            finally { set_rng_state(state); }
        }
    }
}
