using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Attention by several heads at once (Vaswani et al., 2017, arXiv:1706.03762), over (steps, batch, features).</summary>
            public static MultiheadAttention MultiheadAttention(long embedded_dim, long num_heads, double dropout = 0.0, bool bias = true, bool add_bias_kv = false, bool add_zero_attn = false, long? kdim = null, long? vdim = null)
                => new(embedded_dim, num_heads, dropout, bias, add_bias_kv, add_zero_attn, kdim, vdim);

            public static partial class functional
            {
                /// <summary>softmax(q kᵀ / √d + mask) v, with a mask to add, or one of truth values that is true where attention is allowed.</summary>
                public static Tensor scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0.0, bool is_casual = false)
                {
                    if (is_casual && attn_mask is not null) throw new ArgumentException("A causal mask and another one exclude each other.", nameof(attn_mask));
                    using var scope = NewDisposeScope();
                    if (is_casual) attn_mask = ones([query.shape[^2], key.shape[^2]], dtype: ScalarType.Bool, device: query.device).tril();
                    var scores = (query * (1 / Math.Sqrt(query.shape[^1]))).matmul(key.transpose(-2, -1));
                    if (attn_mask is not null) scores = attn_mask.dtype == ScalarType.Bool ? scores.masked_fill(attn_mask.logical_not(), double.NegativeInfinity) : scores + attn_mask;
                    return dropout(softmax(scores, -1), p).matmul(value).MoveToOuterDisposeScope();
                }
            }
        }
    }
}

namespace TorchSharp.Modules
{
    public sealed class MultiheadAttention : nn.Module<Tensor, Tensor, Tensor, Tensor?, bool, Tensor?, Tuple<Tensor, Tensor?>>
    {
        readonly long _dim, _heads;
        readonly double _dropout;
        readonly bool _zero;
        readonly Parameter? in_proj_weight, q_proj_weight, k_proj_weight, v_proj_weight, in_proj_bias, bias_k, bias_v;
        readonly Linear out_proj;

        internal MultiheadAttention(long dim, long heads, double dropout, bool bias, bool add_bias_kv, bool add_zero_attn, long? kdim, long? vdim) : base(nameof(MultiheadAttention))
        {
            if (heads <= 0 || dim % heads != 0) throw new ArgumentException($"{dim} features cannot be split among {heads} heads evenly.", nameof(heads));
            (_dim, _heads, _dropout, _zero) = (dim, heads, dropout, add_zero_attn);
            // The order of the draws is PyTorch's: the output projection first.
            out_proj = nn.Linear(dim, dim, bias);
            if ((kdim ?? dim) == dim && (vdim ?? dim) == dim) in_proj_weight = Xavier(3 * dim, dim);
            else (q_proj_weight, k_proj_weight, v_proj_weight) = (Xavier(dim, dim), Xavier(dim, kdim ?? dim), Xavier(dim, vdim ?? dim));
            if (bias)
            {
                in_proj_bias = Weights.Constant([3 * dim], 0, null, null);
                nn.init.zeros_(out_proj.bias!);
            }
            if (add_bias_kv) (bias_k, bias_v) = (XavierNormal(dim), XavierNormal(dim));
            RegisterComponents();
        }

        static Parameter Xavier(long rows, long columns)
        {
            var parameter = Parameter.Of(empty(rows, columns));
            nn.init.xavier_uniform_(parameter);
            return parameter;
        }

        static Parameter XavierNormal(long dim)
        {
            var parameter = Parameter.Of(empty(1, 1, dim));
            nn.init.xavier_normal_(parameter);
            return parameter;
        }

        /// <summary>The output (steps, batch, features), and the attention weights (batch, steps, key steps) averaged over the heads, null if they are not needed.</summary>
        /// <param name="query">(steps, batch, features)</param>
        /// <param name="key">(key steps, batch, key features)</param>
        /// <param name="value">(key steps, batch, value features)</param>
        /// <param name="key_padding_mask">(batch, key steps), true where a key is to be ignored</param>
        /// <param name="need_weights">whether the weights are returned</param>
        /// <param name="attn_mask">(steps, key steps) or (batch · heads, steps, key steps): numbers to add, or true where attention is not allowed</param>
        public override Tuple<Tensor, Tensor?> forward(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask, bool need_weights, Tensor? attn_mask)
        {
            if (query.dim() != 3 || query.shape[^1] != _dim) throw new ArgumentException($"The query has the shape (steps, batch, {_dim}), not [{string.Join(", ", query.shape)}].", nameof(query));
            using var scope = NewDisposeScope();
            var (steps, batch, width) = (query.shape[0], query.shape[1], _dim / _heads);
            var (q, k, v) = Projected(query, key, value);
            if (bias_k is not null)
            {
                k = cat([k, bias_k.expand(1, batch, _dim)]);
                v = cat([v, bias_v!.expand(1, batch, _dim)]);
            }
            Tensor Split(Tensor x) => x.reshape(x.shape[0], batch * _heads, width).transpose(0, 1); // (batch · heads, steps, width)
            (q, k, v) = (Split(q * (1 / Math.Sqrt(width))), Split(k), Split(v));
            if (_zero)
            {
                var nothing = zeros([batch * _heads, 1, width], dtype: k.dtype, device: k.device);
                (k, v) = (cat([k, nothing], 1), cat([v, nothing], 1));
            }
            var keys = k.shape[1];
            var scores = q.bmm(k.transpose(1, 2)); // (batch · heads, steps, keys)
            if (attn_mask is not null) scores += Additive(Widened(attn_mask, keys), scores);
            if (key_padding_mask is not null)
            {
                var ignored = Additive(Widened(key_padding_mask, keys), scores).view(batch, 1, 1, keys);
                scores = (scores.view(batch, _heads, steps, keys) + ignored).view(batch * _heads, steps, keys);
            }
            var weights = nn.functional.softmax(scores, -1);
            var mixed = nn.functional.dropout(weights, _dropout, training).bmm(v); // (batch · heads, steps, width)
            var output = out_proj.forward(mixed.transpose(0, 1).reshape(steps, batch, _dim));
            var shown = need_weights ? weights.view(batch, _heads, steps, keys).mean([1L]).MoveToOuterDisposeScope() : null;
            return Tuple.Create<Tensor, Tensor?>(output.MoveToOuterDisposeScope(), shown);
        }

        public new Tuple<Tensor, Tensor?> call(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask = null, bool need_weights = true, Tensor? attn_mask = null)
            => base.call(query, key, value, key_padding_mask, need_weights, attn_mask);

        (Tensor, Tensor, Tensor) Projected(Tensor query, Tensor key, Tensor value)
        {
            var weights = in_proj_weight?.chunk(3) ?? [q_proj_weight!, k_proj_weight!, v_proj_weight!];
            var biases = in_proj_bias?.chunk(3);
            return (nn.functional.linear(query, weights[0], biases?[0]), nn.functional.linear(key, weights[1], biases?[1]), nn.functional.linear(value, weights[2], biases?[2]));
        }

        // The keys that the module itself appends are never masked.
        static Tensor Widened(Tensor mask, long keys) => nn.functional.pad(mask, [0, keys - mask.shape[^1]]);

        static Tensor Additive(Tensor mask, Tensor scores)
            => mask.dtype == ScalarType.Bool ? zeros(mask.shape, dtype: scores.dtype, device: scores.device).masked_fill(mask, double.NegativeInfinity) : mask;
    }
}
