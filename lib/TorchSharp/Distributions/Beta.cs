using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static Beta Beta(Tensor concentration1, Tensor concentration0, Generator? generator = null) => new(concentration1, concentration0, generator);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A probability, with a density in proportion to x^(c₁ − 1) (1 − x)^(c₀ − 1).</summary>
    public class Beta : distributions.ExponentialFamily
    {
        protected Dirichlet dirichlet;
        readonly Tensor _one, _zero; // c₁ and c₀

        public Beta(Tensor concentration1, Tensor concentration0, Generator? generator = null) : base(generator)
        {
            (_one, _zero) = OwnBroadcast(concentration1, concentration0) is [var one, var zero] ? (one, zero) : default;
            using var both = stack([_one, _zero], -1);
            dirichlet = new Dirichlet(both, generator);
        }

        public override Tensor mean => WrappedTensorDisposeScope(() => _one / (_one + _zero));
        public override Tensor mode => WrappedTensorDisposeScope(() => dirichlet.mode.select(-1, 0));

        public override Tensor variance => WrappedTensorDisposeScope(() =>
        {
            var total = _one + _zero;
            return _one * _zero / (total.square() * (total + 1));
        });

        public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() => dirichlet.rsample(sample_shape).select(-1, 0));
        public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() => dirichlet.log_prob(stack([value, 1 - value], -1)));
        public override Tensor entropy() => dirichlet.entropy();

        public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
        {
            CheckInstance<Beta>(instance);
            using var scope = NewDisposeScope();
            return new Beta(_one.expand(batch_shape.Shape), _zero.expand(batch_shape.Shape), generator);
        }

        protected override IList<Tensor> NaturalParams => [_one, _zero];
        protected override Tensor MeanCarrierMeasure => zeros_like(_one);
        protected override Tensor LogNormalizer(params Tensor[] parameters) => WrappedTensorDisposeScope(() => parameters[0].lgamma() + parameters[1].lgamma() - (parameters[0] + parameters[1]).lgamma());

        protected override void Dispose(bool disposing)
        {
            if (disposing) dirichlet.Dispose();
            base.Dispose(disposing);
        }
    }
}
