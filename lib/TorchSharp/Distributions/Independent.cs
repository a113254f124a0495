using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class distributions
        {
            /// <summary>Counts the last dimensions of a batch to the event, so that their log-probabilities are added up.</summary>
            public static Independent Independent(Distribution base_distribution, int reinterpreted_batch_dims, Generator? generator = null) => new(base_distribution, reinterpreted_batch_dims, generator);
        }
    }
}

namespace TorchSharp.Modules
{
    public class Independent : distributions.Distribution
    {
        readonly distributions.Distribution _base;
        readonly int _dims;

        public Independent(distributions.Distribution base_distribution, int reinterpreted_batch_ndims, Generator? generator = null) : base(generator)
        {
            ArgumentNullException.ThrowIfNull(base_distribution);
            var batch = base_distribution.batch_shape.Shape;
            if (reinterpreted_batch_ndims < 0 || reinterpreted_batch_ndims > batch.Length)
                throw new ArgumentException($"The batch has {batch.Length} dimensions; {reinterpreted_batch_ndims} of them cannot be counted to the event.", nameof(reinterpreted_batch_ndims));
            (_base, _dims) = (base_distribution, reinterpreted_batch_ndims);
            var kept = batch.Length - reinterpreted_batch_ndims;
            _init(batch[..kept], (long[])[.. batch[kept..], .. base_distribution.event_shape.Shape]);
        }

        public override Tensor mean => _base.mean;
        public override Tensor mode => _base.mode;
        public override Tensor variance => _base.variance;
        public override Tensor sample(params long[] sample_shape) => _base.sample(sample_shape);
        public override Tensor rsample(params long[] sample_shape) => _base.rsample(sample_shape);
        public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() => SumLast(_base.log_prob(value)));
        public override Tensor entropy() => WrappedTensorDisposeScope(() => SumLast(_base.entropy()));

        Tensor SumLast(Tensor x) => _dims == 0 ? x.alias() : x.sum([.. Enumerable.Range(1, _dims).Select(i => -(long)i)]);

        public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
        {
            CheckInstance<Independent>(instance);
            return new Independent(_base.expand((long[])[.. batch_shape.Shape, .. event_shape.Shape[.._dims]]), _dims, generator);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) _base.Dispose();
            base.Dispose(disposing);
        }
    }
}
