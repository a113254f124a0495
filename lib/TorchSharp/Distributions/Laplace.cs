using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static Laplace Laplace(Tensor loc, Tensor scale, Generator? generator = null) => new(loc, scale, generator);
            public static Laplace Laplace(float loc, float scale = 1.0f, Generator? generator = null) => new(tensor(loc), tensor(scale), generator);
            public static Laplace Laplace(double loc, double scale = 1.0, Generator? generator = null) => new(tensor(loc), tensor(scale), generator);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The density exp(−|x − loc| / scale) / (2 scale).</summary>
    public class Laplace : distributions.Distribution
    {
        readonly Tensor loc, scale;

        public Laplace(Tensor loc, Tensor scale, Generator? generator = null) : base(generator)
            => (this.loc, this.scale) = OwnBroadcast(loc, scale) is [var l, var s] ? (l, s) : default;

        public override Tensor mean => loc;
        public override Tensor mode => loc;
        public override Tensor variance => WrappedTensorDisposeScope(() => 2 * scale.square());
        public override Tensor stddev => scale * Math.Sqrt(2);

        public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
        {
            var u = empty(ExtendedShape(sample_shape), dtype: loc.dtype, device: loc.device).uniform_(finfo(loc.dtype).eps - 1, 1, generator);
            return loc - scale * u.sign() * (-u.abs()).log1p();
        });

        public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() => -(2 * scale).log() - (value - loc).abs() / scale);
        public override Tensor entropy() => WrappedTensorDisposeScope(() => 1 + (2 * scale).log());

        public override Tensor cdf(Tensor value) => WrappedTensorDisposeScope(() =>
        {
            var distance = value - loc;
            return 0.5 - 0.5 * distance.sign() * (-distance.abs() / scale).expm1();
        });

        public override Tensor icdf(Tensor value) => WrappedTensorDisposeScope(() =>
        {
            var term = value - 0.5;
            return loc - scale * term.sign() * (-2 * term.abs()).log1p();
        });

        public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
        {
            CheckInstance<Laplace>(instance);
            using var scope = NewDisposeScope();
            return new Laplace(loc.expand(batch_shape.Shape), scale.expand(batch_shape.Shape), generator);
        }
    }
}
