using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static Categorical Categorical(Tensor? probs = null, Tensor? logits = null, Generator? generator = null) => new(probs, logits, generator);

            /// <summary>All categories equally likely.</summary>
            public static Categorical Categorical(int categories, Generator? generator = null) => new(full(categories, 1.0 / categories), null, generator);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>An index, with a probability for each along the last dimension; probabilities and logits are normalised.</summary>
    public class Categorical : distributions.Distribution
    {
        readonly ProbsOrLogits _parameters;
        readonly Tensor _given;

        public Categorical(Tensor? probs = null, Tensor? logits = null, Generator? generator = null) : base(generator)
        {
            ProbsOrLogits.RequireOne(probs, logits);
            if ((probs ?? logits!).dim() < 1) throw new ArgumentException("The probabilities lie along the last dimension, so there is at least one.", nameof(probs));
            _given = probs is not null
                ? Own(WrappedTensorDisposeScope(() => probs / probs.sum([-1], keepdim: true)))
                : Own(WrappedTensorDisposeScope(() => logits! - logits!.logsumexp(-1, keepdim: true)));
            _parameters = new(probs is null ? null : _given, probs is null ? _given : null, x => LogitsToProbs(x), x => ProbsToLogits(x), Own);
            batch_shape = _given.shape[..^1];
        }

        public Tensor probs => _parameters.Probs;
        public Tensor logits => _parameters.Logits;

        /// <summary>The batch shape followed by the number of categories.</summary>
        public long[] param_shape => _given.shape;

        /// <summary>NaN: categories are not numbers.</summary>
        public override Tensor mean => full(batch_shape.Shape, double.NaN, dtype: _given.dtype, device: _given.device);

        /// <summary>NaN: categories are not numbers.</summary>
        public override Tensor variance => mean;

        /// <summary>Draws indices; no gradient flows through them.</summary>
        public override Tensor rsample(params long[] sample_shape)
        {
            using var frozen = no_grad();
            return WrappedTensorDisposeScope(() =>
            {
                var categories = param_shape[^1];
                var count = sample_shape.Aggregate(1L, (product, size) => product * size);
                var drawn = probs.reshape(-1, categories).multinomial(count, true, generator); // (batch, samples)
                return drawn.transpose(0, 1).reshape(ExtendedShape(sample_shape));
            });
        }

        public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
        {
            var index = value.to(ScalarType.Int64).unsqueeze(-1);
            long[] batch = broadcast_shapes(index.shape[..^1], param_shape[..^1]).Shape;
            return logits.expand([.. batch, param_shape[^1]]).gather(-1, index.expand([.. batch, 1])).squeeze(-1);
        });

        public override Tensor entropy() => WrappedTensorDisposeScope(() => -(logits.clamp_min(finfo(logits.dtype).min) * probs).sum([-1]));

        private protected override Tensor Support(bool expand) => WrappedTensorDisposeScope(() =>
        {
            long[] ones = [.. batch_shape.Shape.Select(_ => 1L)];
            var values = arange(param_shape[^1], dtype: ScalarType.Int64, device: _given.device).view([-1, .. ones]);
            return expand ? values.expand([-1, .. batch_shape.Shape]) : values;
        });

        public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
        {
            CheckInstance<Categorical>(instance);
            using var scope = NewDisposeScope();
            var given = _given.expand([.. batch_shape.Shape, param_shape[^1]]);
            return _parameters.ByLogits ? new Categorical(null, given, generator) : new Categorical(given, null, generator);
        }
    }
}
