using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static Dirichlet Dirichlet(Tensor concentration, Generator? generator = null) => new(concentration, generator);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Probabilities that add up to 1 along the last dimension, with a density in proportion to ∏ xᵢ^(cᵢ − 1).</summary>
    public class Dirichlet : distributions.ExponentialFamily
    {
        readonly Tensor concentration;

        public Dirichlet(Tensor concentration, Generator? generator = null) : base(generator)
        {
            ArgumentNullException.ThrowIfNull(concentration);
            if (concentration.dim() < 1) throw new ArgumentException("The concentrations lie along the last dimension, so there is at least one.", nameof(concentration));
            this.concentration = Own(concentration.alias());
            _init(concentration.shape[..^1], concentration.shape[^1..]);
        }

        internal Tensor Concentration => concentration;

        public override Tensor mean => WrappedTensorDisposeScope(() => concentration / Total(keepdim: true));

        public override Tensor mode => WrappedTensorDisposeScope(() =>
        {
            var above = (concentration - 1).clamp_min(0);
            var mode = above / above.sum([-1], keepdim: true);
            // Where no concentration exceeds 1 the density has no peak inside: the mode is the corner of the largest.
            var corner = nn.functional.one_hot(concentration.argmax(-1), concentration.shape[^1]).to(concentration.dtype);
            return where((concentration < 1).all(-1, keepdim: true), corner, mode);
        });

        public override Tensor variance => WrappedTensorDisposeScope(() =>
        {
            var total = Total(keepdim: true);
            return concentration * (total - concentration) / (total.square() * (total + 1));
        });

        Tensor Total(bool keepdim = false) => concentration.sum([-1], keepdim: keepdim);

        /// <summary>Gamma variables divided by their sum, so that gradients reach the concentrations.</summary>
        public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
        {
            var gamma = _standard_gamma(concentration.expand(ExtendedShape(sample_shape)), generator);
            return gamma / gamma.sum([-1], keepdim: true);
        });

        public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(()
            => (concentration - 1).xlogy(value).sum([-1]) + Total().lgamma() - concentration.lgamma().sum([-1]));

        public override Tensor entropy() => WrappedTensorDisposeScope(() =>
        {
            var total = Total();
            return concentration.lgamma().sum([-1]) - total.lgamma() - (concentration.shape[^1] - total) * total.digamma()
                - ((concentration - 1) * concentration.digamma()).sum([-1]);
        });

        public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
        {
            CheckInstance<Dirichlet>(instance);
            using var scope = NewDisposeScope();
            return new Dirichlet(concentration.expand([.. batch_shape.Shape, .. event_shape.Shape]), generator);
        }

        protected override IList<Tensor> NaturalParams => [concentration];
        protected override Tensor MeanCarrierMeasure => zeros_like(concentration);
        protected override Tensor LogNormalizer(params Tensor[] parameters) => WrappedTensorDisposeScope(() => parameters[0].lgamma().sum([-1]) - parameters[0].sum([-1]).lgamma());
    }
}
