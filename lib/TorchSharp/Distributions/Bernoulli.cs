using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static Bernoulli Bernoulli(Tensor? probs = null, Tensor? logits = null, Generator? generator = null) => new(probs, logits, generator);
            public static Bernoulli Bernoulli(float? probs, float? logits, Generator? generator = null) => new(Number(probs), Number(logits), generator);
            public static Bernoulli Bernoulli(double? probs, double? logits, Generator? generator = null) => new(Number(probs), Number(logits), generator);

            static Tensor? Number(float? value) => value is { } v ? tensor(v) : null;
            static Tensor? Number(double? value) => value is { } v ? tensor(v) : null;
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>1 with a probability p, 0 otherwise; logits are log p / (1 − p).</summary>
    public class Bernoulli : distributions.Distribution
    {
        readonly ProbsOrLogits _parameters;

        public Bernoulli(Tensor? p = null, Tensor? l = null, Generator? generator = null) : base(generator)
        {
            ProbsOrLogits.RequireOne(p, l);
            _parameters = new(p is null ? null : OwnBroadcast(p)[0], l is null ? null : OwnBroadcast(l)[0], x => LogitsToProbs(x, true), x => ProbsToLogits(x, true), Own);
        }

        public Tensor probs => _parameters.Probs;
        public Tensor logits => _parameters.Logits;
        public override Tensor mean => probs;
        public override Tensor variance => WrappedTensorDisposeScope(() => probs * (1 - probs));

        /// <summary>Draws 0s and 1s; no gradient flows through them.</summary>
        public override Tensor rsample(params long[] sample_shape)
        {
            using var frozen = no_grad();
            return WrappedTensorDisposeScope(() => probs.expand(ExtendedShape(sample_shape)).bernoulli(generator));
        }

        public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
        {
            var pair = broadcast_tensors(logits, value.to(logits.dtype));
            return -nn.functional.binary_cross_entropy_with_logits(pair[0], pair[1], reduction: nn.Reduction.None);
        });

        public override Tensor entropy() => nn.functional.binary_cross_entropy_with_logits(logits, probs, reduction: nn.Reduction.None);

        public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
        {
            CheckInstance<Bernoulli>(instance);
            using var scope = NewDisposeScope();
            var given = _parameters.Given.expand(batch_shape.Shape);
            return _parameters.ByLogits ? new Bernoulli(null, given, generator) : new Bernoulli(given, null, generator);
        }
    }
}
