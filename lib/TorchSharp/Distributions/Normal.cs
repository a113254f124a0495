using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static Normal Normal(Tensor loc, Tensor scale, Generator? generator = null) => new(loc, scale, generator);
            public static Normal Normal(float loc, float scale = 1.0f, Generator? generator = null) => new(tensor(loc), tensor(scale), generator);
            public static Normal Normal(double loc, double scale = 1.0, Generator? generator = null) => new(tensor(loc), tensor(scale), generator);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The normal distribution N(loc, scale²).</summary>
    public class Normal : distributions.Distribution
    {
        static readonly double LogRootTwoPi = 0.5 * Math.Log(2 * Math.PI);

        readonly Tensor loc, scale;

        public Normal(Tensor loc, Tensor scale, Generator? generator = null) : base(generator)
            => (this.loc, this.scale) = OwnBroadcast(loc, scale) is [var l, var s] ? (l, s) : default;

        public override Tensor mean => loc;
        public override Tensor mode => loc;
        public override Tensor stddev => scale;
        public override Tensor variance => scale.square();

        public override Tensor sample(params long[] sample_shape)
        {
            using var frozen = no_grad();
            return rsample(sample_shape);
        }

        /// <summary>loc + scale · ε, with ε from N(0, 1) (Kingma and Welling, 2014, section 2.4).</summary>
        public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
        {
            var eps = empty(ExtendedShape(sample_shape), dtype: loc.dtype, device: loc.device).normal_(0, 1, generator);
            return loc + eps * scale;
        });

        public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() => ((value - loc) / scale).square() * -0.5 - scale.log() - LogRootTwoPi);
        public override Tensor entropy() => WrappedTensorDisposeScope(() => scale.log() + (0.5 + LogRootTwoPi));
        public override Tensor cdf(Tensor value) => WrappedTensorDisposeScope(() => 0.5 * (1 + ((value - loc) / (scale * Math.Sqrt(2))).erf()));
        public override Tensor icdf(Tensor value) => WrappedTensorDisposeScope(() => loc + scale * (2 * value - 1).erfinv() * Math.Sqrt(2));

        public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
        {
            CheckInstance<Normal>(instance);
            using var scope = NewDisposeScope();
            return new Normal(loc.expand(batch_shape.Shape), scale.expand(batch_shape.Shape), generator);
        }
    }
}
