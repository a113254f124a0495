using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static Gamma Gamma(Tensor concentration, Tensor rate, Generator? generator = null) => new(concentration, rate, generator);

            /// <summary>The sum of the squares of df standard normal variables.</summary>
            public static Chi2 Chi2(Tensor df, Generator? generator = null) => new(df, generator);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The density rate^c x^(c − 1) exp(−rate x) / Γ(c) of x above 0.</summary>
    public class Gamma : distributions.ExponentialFamily
    {
        protected Tensor concentration;
        readonly Tensor rate;

        public Gamma(Tensor concentration, Tensor rate, Generator? generator = null) : base(generator)
            => (this.concentration, this.rate) = OwnBroadcast(concentration, rate) is [var c, var r] ? (c, r) : default;

        public override Tensor mean => concentration / rate;
        public override Tensor mode => WrappedTensorDisposeScope(() => ((concentration - 1) / rate).clamp_min(0));
        public override Tensor variance => WrappedTensorDisposeScope(() => concentration / rate.square());

        /// <summary>Gradients reach both parameters, that of the concentration by implicit differentiation of the distribution function.</summary>
        public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
        {
            var shape = ExtendedShape(sample_shape);
            var value = _standard_gamma(concentration.expand(shape), generator) / rate.expand(shape);
            return value.clamp_min(finfo(value.dtype).tiny);
        });

        public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(()
            => concentration.xlogy(rate) + (concentration - 1).xlogy(value) - rate * value - concentration.lgamma());

        public override Tensor entropy() => WrappedTensorDisposeScope(()
            => concentration - rate.log() + concentration.lgamma() + (1 - concentration) * concentration.digamma());

        public override Tensor cdf(Tensor value) => WrappedTensorDisposeScope(() => concentration.igamma(rate * value));

        public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
        {
            CheckInstance<Gamma>(instance);
            using var scope = NewDisposeScope();
            return new Gamma(concentration.expand(batch_shape.Shape), rate.expand(batch_shape.Shape), generator);
        }

        protected override IList<Tensor> NaturalParams => [concentration - 1, -rate];
        protected override Tensor MeanCarrierMeasure => zeros_like(rate);

        protected override Tensor LogNormalizer(params Tensor[] parameters) => WrappedTensorDisposeScope(()
            => (parameters[0] + 1).lgamma() + (parameters[0] + 1) * (-parameters[1].reciprocal()).log());
    }

    public class Chi2 : Gamma
    {
        public Chi2(Tensor df, Generator? generator = null) : base(Half(df), Halves(df), generator) { }

        static Tensor Half(Tensor df) => 0.5 * df;
        static Tensor Halves(Tensor df) => full_like(df, 0.5);

        public Tensor df => concentration * 2;

        public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
        {
            CheckInstance<Chi2>(instance);
            using var scope = NewDisposeScope();
            return new Chi2(df.expand(batch_shape.Shape), generator);
        }
    }
}
