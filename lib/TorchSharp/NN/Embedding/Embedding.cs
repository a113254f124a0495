using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A table of vectors, drawn from N(0, 1), looked up by index; the row padding_idx starts at zero and gets no gradient.</summary>
            public static Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
                => new(Modules.Embedding.Fresh(num_embeddings, embedding_dims, padding_idx, device, dtype), padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse);

            public static Embedding Embedding_from_pretrained(Tensor embeddings, bool freeze = true, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
                => new(Modules.Parameter.Converted(embeddings, !freeze, device, dtype), padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse);
        }
    }
}

namespace TorchSharp.Modules
{
    public sealed class Embedding : nn.Module<Tensor, Tensor>
    {
        static readonly Operator LookUp = new("embedding"), Renormalize = new("embedding_renorm_");

        [ComponentName(Name = nameof(weight))] Parameter _weight = null!;
        readonly long? _padding;
        readonly double? _max_norm;
        readonly double _norm_type;
        readonly bool _scale_by_frequency, _sparse;

        internal Embedding(Parameter weight, long? padding, double? max_norm, double norm_type, bool scale_by_frequency, bool sparse) : base(nameof(Embedding))
        {
            if (weight.dim() != 2) throw new ArgumentException($"An embedding is a matrix (rows, dimensions), not {weight.dim()} dimensions.", nameof(weight));
            this.weight = weight;
            (_padding, _max_norm, _norm_type, _scale_by_frequency, _sparse) = (Row(padding, weight.shape[0]), max_norm, norm_type, scale_by_frequency, sparse);
        }

        public Parameter weight
        {
            get => _weight;
            set => ConditionallyRegisterParameter(nameof(weight), _weight = value ?? throw new ArgumentNullException(nameof(value)));
        }

        internal static Parameter Fresh(long rows, long dimensions, long? padding, Device? device, ScalarType? dtype)
        {
            var weight = Parameter.Of(empty(rows, dimensions, dtype: dtype, device: device));
            nn.init.normal_(weight);
            if (Row(padding, rows) is not { } zero) return weight;
            using var frozen = no_grad();
            using var row = weight.select(0, zero);
            row.zero_().Dispose();
            return weight;
        }

        static long? Row(long? padding, long rows)
        {
            if (padding is not { } index) return null;
            if (index < -rows || index >= rows) throw new ArgumentOutOfRangeException(nameof(padding), index, $"The padding row lies outside the {rows} rows.");
            return index < 0 ? index + rows : index;
        }

        /// <summary>Indices of any shape to vectors in one more dimension.</summary>
        public override Tensor forward(Tensor input)
        {
            if (_max_norm is { } bound)
            {
                using var frozen = no_grad();
                using var indices = input.contiguous();
                Renormalize.Run(_weight, indices, bound, _norm_type);
            }
            return LookUp.Call(_weight, input, _padding ?? -1, _scale_by_frequency, _sparse);
        }
    }
}
