namespace TorchSharp;

public static partial class torch
{
    public static partial class distributions
    {
        /// <summary>
        /// A batch of distributions of events. It keeps its parameters until it is disposed or collected, whatever scope it was made in;
        /// samples have the shape (sample shape, batch shape, event shape).
        /// </summary>
        public abstract class Distribution : IDisposable
        {
            protected const double euler_constant = 0.57721566490153286;

            protected Generator? generator;
            readonly List<Tensor> _owned = [];

            public Distribution(Generator? generator, long[]? batch_shape = null, long[]? event_shape = null)
            {
                this.generator = generator;
                _init(batch_shape ?? [], event_shape ?? []);
            }

            public Distribution(Generator? generator, Size batch_shape, Size? event_shape = null)
            {
                this.generator = generator;
                _init(batch_shape, event_shape);
            }

            protected void _init(Size? batch_shape = null, Size? event_shape = null)
                => (this.batch_shape, this.event_shape) = (batch_shape ?? Size.Empty, event_shape ?? Size.Empty);

            public Size batch_shape { get; protected set; }
            public Size event_shape { get; protected set; }

            public abstract Tensor mean { get; }
            public abstract Tensor variance { get; }

            /// <summary>The event of the highest probability or density.</summary>
            public virtual Tensor mode => throw Lacks("mode in closed form");

            public virtual Tensor stddev => WrappedTensorDisposeScope(() => variance.sqrt());

            /// <summary>Draws events; no gradient flows through them.</summary>
            public virtual Tensor sample(params long[] sample_shape)
            {
                using var frozen = no_grad();
                return rsample(sample_shape);
            }

            public Tensor sample(Size sample_shape) => sample(sample_shape.Shape);

            /// <summary>Draws events as functions of the parameters, so that gradients reach these, where the distribution allows it.</summary>
            public abstract Tensor rsample(params long[] sample_shape);

            public Tensor rsample(Size sample_shape) => rsample(sample_shape.Shape);

            /// <summary>The logarithm of the density or probability, in nats, of every event in <paramref name="value"/>.</summary>
            public abstract Tensor log_prob(Tensor value);

            /// <summary>The entropy of every distribution of the batch, in nats.</summary>
            public abstract Tensor entropy();

            public virtual Tensor cdf(Tensor value) => throw Lacks("distribution function in closed form");

            public virtual Tensor icdf(Tensor value) => throw Lacks("inverse distribution function in closed form");

            /// <summary>All events, along a new first dimension; with <paramref name="expand"/> for every distribution of the batch.</summary>
            public virtual Tensor enumerate_support(bool expand = true) => Support(expand) ?? throw Lacks("finite support that could be listed");

            private protected virtual Tensor? Support(bool expand) => null;

            public virtual Tensor perplexity() => WrappedTensorDisposeScope(() => entropy().exp());

            /// <summary>The same distributions as a larger batch.</summary>
            public abstract Distribution expand(Size batch_shape, Distribution? instance = null);

            protected long[] ExtendedShape(params long[] sample_shape) => [.. sample_shape, .. batch_shape.Shape, .. event_shape.Shape];

            /// <summary>Keeps probabilities off 0 and 1, by the type's smallest step, so that their logarithms are finite.</summary>
            protected Tensor ClampProbs(Tensor probs)
            {
                var eps = finfo(probs.dtype).eps;
                return probs.clamp(eps, 1 - eps);
            }

            /// <summary>max(x, 0), with half the gradient at 0 itself.</summary>
            protected Tensor ClampByZero(Tensor x) => WrappedTensorDisposeScope(() => (x.clamp_min(0) + x - x.clamp_max(0)) / 2);

            protected Tensor LogitsToProbs(Tensor logits, bool isBinary = false) => isBinary ? sigmoid(logits) : nn.functional.softmax(logits, -1);

            protected Tensor ProbsToLogits(Tensor probs, bool isBinary = false) => WrappedTensorDisposeScope(() =>
            {
                var p = ClampProbs(probs);
                return isBinary ? p.log() - (-p).log1p() : p.log();
            });

            NotSupportedException Lacks(string what) => new($"{GetType().Name} has no {what}.");

            /// <summary>Keeps a tensor for as long as the distribution lives.</summary>
            private protected Tensor Own(Tensor tensor)
            {
                _owned.Add(tensor.DetachFromDisposeScope());
                return tensor;
            }

            /// <summary>Brings the parameters to one shape, which is the batch's, and keeps them.</summary>
            private protected Tensor[] OwnBroadcast(params Tensor[] parameters)
            {
                foreach (var parameter in parameters) ArgumentNullException.ThrowIfNull(parameter);
                var all = broadcast_tensors(parameters).Select(Own).ToArray();
                batch_shape = all[0].shape;
                return all;
            }

            private protected static void CheckInstance<T>(Distribution? instance) where T : Distribution
            {
                if (instance is not null and not T) throw new ArgumentException($"The instance to expand into is a {instance.GetType().Name}, not a {typeof(T).Name}.", nameof(instance));
            }

            /// <summary>Uniform values in (0, 1], the lower end left out so that their logarithms are finite.</summary>
            private protected Tensor UniformAboveZero(long[] shape, Tensor like)
                => empty(shape, dtype: like.dtype, device: like.device).uniform_(0, 1, generator).clamp_min(finfo(like.dtype).tiny);

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach (var tensor in _owned) tensor.Dispose();
            }
        }

        /// <summary>A distribution whose density is exp(⟨natural parameters, statistics⟩ − log normaliser + carrier measure).</summary>
        public abstract class ExponentialFamily : Distribution
        {
            protected ExponentialFamily(Generator? generator) : base(generator) { }

            protected abstract IList<Tensor> NaturalParams { get; }

            protected abstract Tensor MeanCarrierMeasure { get; }

            protected abstract Tensor LogNormalizer(params Tensor[] parameters);

            /// <summary>By the Bregman divergence of the log normaliser, whose derivatives autograd supplies.</summary>
            public override Tensor entropy() => WrappedTensorDisposeScope(() =>
            {
                Tensor[] natural = [.. NaturalParams.Select(parameter => parameter.detach().requires_grad_())];
                using var enabled = enable_grad();
                var normalizer = LogNormalizer(natural);
                var gradients = autograd.grad([normalizer.sum()], natural, create_graph: true);
                return natural.Zip(gradients, (parameter, gradient) => parameter * gradient).Aggregate(normalizer - MeanCarrierMeasure, (sum, term) => sum - term);
            });
        }
    }
}
