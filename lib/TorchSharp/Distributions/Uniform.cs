using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static Uniform Uniform(Tensor low, Tensor high, Generator? generator = null) => new(low, high, generator);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The constant density on [low, high).</summary>
    public class Uniform : distributions.Distribution
    {
        readonly Tensor low, high;

        public Uniform(Tensor low, Tensor high, Generator? generator = null) : base(generator)
            => (this.low, this.high) = OwnBroadcast(low, high) is [var l, var h] ? (l, h) : default;

        public override Tensor mean => WrappedTensorDisposeScope(() => (high + low) / 2);
        public override Tensor mode => low * double.NaN;
        public override Tensor variance => WrappedTensorDisposeScope(() => (high - low).square() / 12);

        public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
        {
            var u = empty(ExtendedShape(sample_shape), dtype: low.dtype, device: low.device).uniform_(0, 1, generator);
            return low + u * (high - low);
        });

        public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
        {
            var inside = low.le(value).logical_and(high.gt(value)).to(low.dtype);
            return inside.log() - (high - low).log();
        });

        public override Tensor entropy() => WrappedTensorDisposeScope(() => (high - low).log());
        public override Tensor cdf(Tensor value) => WrappedTensorDisposeScope(() => ((value - low) / (high - low)).clamp(0, 1));
        public override Tensor icdf(Tensor value) => WrappedTensorDisposeScope(() => value * (high - low) + low);

        public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
        {
            CheckInstance<Uniform>(instance);
            using var scope = NewDisposeScope();
            return new Uniform(low.expand(batch_shape.Shape), high.expand(batch_shape.Shape), generator);
        }
    }
}
