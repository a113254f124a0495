using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class distributions
        {
            /// <summary>N(loc, Σ), with Σ given as such, as its inverse, or as its Cholesky factor.</summary>
            public static MultivariateNormal MultivariateNormal(Tensor loc, Tensor? covariance_matrix = null, Tensor? precision_matrix = null, Tensor? scale_tril = null, Generator? generator = null)
                => new(loc, covariance_matrix, precision_matrix, scale_tril, generator);
        }
    }
}

namespace TorchSharp.Modules
{
    public class MultivariateNormal : distributions.Distribution
    {
        readonly Tensor loc, _tril; // Σ = L Lᵀ with the lower triangular L

        public MultivariateNormal(Tensor loc, Tensor? covariance_matrix = null, Tensor? precision_matrix = null, Tensor? scale_tril = null, Generator? generator = null) : base(generator)
        {
            ArgumentNullException.ThrowIfNull(loc);
            if (loc.dim() < 1) throw new ArgumentException("The mean is a vector, or a batch of them.", nameof(loc));
            if (new[] { covariance_matrix, precision_matrix, scale_tril }.Count(matrix => matrix is not null) != 1)
                throw new ArgumentException("One of covariance_matrix, precision_matrix and scale_tril is needed, and no other.", nameof(covariance_matrix));
            var given = (covariance_matrix ?? precision_matrix ?? scale_tril)!;
            var n = loc.shape[^1];
            if (given.dim() < 2 || given.shape[^1] != n || given.shape[^2] != n)
                throw new ArgumentException($"A mean of {n} numbers goes with a matrix of {n} × {n}, not with [{string.Join(", ", given.shape)}].", nameof(covariance_matrix));

            using var scope = NewDisposeScope();
            var tril = scale_tril ?? (covariance_matrix is not null ? linalg.cholesky(covariance_matrix) : FromPrecision(precision_matrix!));
            long[] batch = broadcast_shapes(loc.shape[..^1], tril.shape[..^2]).Shape;
            this.loc = Own(loc.expand([.. batch, n]));
            _tril = Own(tril.alias());
            _init(batch, new Size(n));
        }

        // Σ⁻¹ = U Uᵀ with the upper triangular U, whose inverse transposed is L: the Cholesky factor of the matrix read backwards gives U.
        static Tensor FromPrecision(Tensor precision)
        {
            var upper = linalg.cholesky(precision.flip(-2, -1)).flip(-2, -1).transpose(-2, -1);
            var identity = eye(precision.shape[^1], dtype: precision.dtype, device: precision.device);
            return linalg.solve_triangular(upper, identity, upper: false);
        }

        public override Tensor mean => loc;
        public override Tensor mode => loc;
        public override Tensor variance => WrappedTensorDisposeScope(() => _tril.square().sum([-1]).expand(ExtendedShape()));

        /// <summary>loc + L ε, with ε from N(0, 1).</summary>
        public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
        {
            var eps = empty(ExtendedShape(sample_shape), dtype: loc.dtype, device: loc.device).normal_(0, 1, generator);
            return loc + _tril.matmul(eps.unsqueeze(-1)).squeeze(-1);
        });

        public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
        {
            var whitened = linalg.solve_triangular(_tril, (value - loc).unsqueeze(-1), upper: false).squeeze(-1);
            return -0.5 * (event_shape[0] * Math.Log(2 * Math.PI) + whitened.square().sum([-1])) - HalfLogDeterminant();
        });

        public override Tensor entropy() => WrappedTensorDisposeScope(() =>
        {
            var h = 0.5 * event_shape[0] * (1 + Math.Log(2 * Math.PI)) + HalfLogDeterminant();
            return h.expand(batch_shape.Shape);
        });

        Tensor HalfLogDeterminant() => _tril.diagonal(0, -2, -1).log().sum([-1]);

        public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
        {
            CheckInstance<MultivariateNormal>(instance);
            var n = event_shape[0];
            using var scope = NewDisposeScope();
            return new MultivariateNormal(loc.expand([.. batch_shape.Shape, n]), scale_tril: _tril.expand([.. batch_shape.Shape, n, n]), generator: generator);
        }
    }
}
