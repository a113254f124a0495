using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static OneHotCategorical OneHotCategorical(Tensor? probs = null, Tensor? logits = null, Generator? generator = null) => new(probs, logits, generator);
            public static OneHotCategorical OneHotCategorical(float? probs, float? logits, Generator? generator = null) => new(Number(probs), Number(logits), generator);
            public static OneHotCategorical OneHotCategorical(double? probs, double? logits, Generator? generator = null) => new(Number(probs), Number(logits), generator);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A category as a vector that is 1 at its index and 0 elsewhere.</summary>
    public class OneHotCategorical : distributions.Distribution
    {
        readonly Categorical _categorical;

        public OneHotCategorical(Tensor? p = null, Tensor? l = null, Generator? generator = null) : this(new Categorical(p, l, generator), generator) { }

        OneHotCategorical(Categorical categorical, Generator? generator) : base(generator)
        {
            _categorical = categorical;
            _init(categorical.batch_shape, categorical.param_shape[^1..]);
        }

        public Tensor probs => _categorical.probs;
        public Tensor logits => _categorical.logits;
        public override Tensor mean => probs;
        public override Tensor mode => WrappedTensorDisposeScope(() => OneHot(probs.argmax(-1)));
        public override Tensor variance => WrappedTensorDisposeScope(() => probs * (1 - probs));

        Tensor OneHot(Tensor index) => nn.functional.one_hot(index, event_shape[0]).to(probs.dtype);

        /// <summary>Draws vectors; no gradient flows through them.</summary>
        public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() => OneHot(_categorical.rsample(sample_shape)));

        public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() => _categorical.log_prob(value.argmax(-1)));

        public override Tensor entropy() => _categorical.entropy();

        private protected override Tensor Support(bool expand) => WrappedTensorDisposeScope(() =>
        {
            var n = event_shape[0];
            long[] ones = [.. batch_shape.Shape.Select(_ => 1L)];
            var values = eye(n, dtype: probs.dtype, device: probs.device).view([n, .. ones, n]);
            return expand ? values.expand([n, .. batch_shape.Shape, n]) : values;
        });

        public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
        {
            CheckInstance<OneHotCategorical>(instance);
            return new OneHotCategorical((Categorical)_categorical.expand(batch_shape), generator);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) _categorical.Dispose();
            base.Dispose(disposing);
        }
    }
}
