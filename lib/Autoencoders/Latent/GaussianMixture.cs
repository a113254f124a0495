using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>The shape of a mixture's components.</summary>
public enum CovarianceKind
{
    /// <summary>Any ellipsoid: a covariance matrix a component, (k, d, d).</summary>
    Full,

    /// <summary>Ellipsoids along the axes: a variance for each coordinate, (k, d).</summary>
    Diagonal,
}

/// <summary>
/// A mixture of k normal distributions, p(z) = Σ_c π_c N(z; μ_c, Σ_c), fitted by expectation maximisation (Dempster,
/// Laird and Rubin 1977). In double precision.
/// </summary>
/// <remarks>Chapter 6, <i>Clusters</i>.</remarks>
public sealed class GaussianMixture : IDisposable
{
    private readonly CovarianceKind kind;
    private readonly Tensor factors; // full: inverse Cholesky factors L⁻¹, (k, d, d); diagonal: 1/σ, (k, d)

    private GaussianMixture(CovarianceKind kind, Tensor weights, Tensor means, Tensor covariances, Tensor factors) =>
        (this.kind, Weights, Means, Covariances, this.factors) = (kind, weights, means, covariances, factors);

    /// <summary>The components' shares π, float64, (k).</summary>
    public Tensor Weights { get; }

    /// <summary>The components' means μ, float64, (k, d).</summary>
    public Tensor Means { get; }

    /// <summary>Their covariances, float64: (k, d, d), or the variances (k, d) of a diagonal mixture.</summary>
    public Tensor Covariances { get; }

    /// <summary>The mean log-density of the points fitted, in nats, before the last step.</summary>
    public double LogLikelihood { get; private init; }

    /// <summary>How many steps were made.</summary>
    public int Iterations { get; private init; }

    /// <summary>Whether the last step raised the log-likelihood by less than the tolerance.</summary>
    public bool Converged { get; private init; }

    /// <summary>Fits k components to <paramref name="x"/> (n, d).</summary>
    /// <param name="x">The points, (n, d).</param>
    /// <param name="k">The number of components, 1 to n.</param>
    /// <param name="kind">The components' shape.</param>
    /// <param name="seed">Decides the k-means partition that EM begins with.</param>
    /// <param name="labels">Another partition to begin with, int64, (n), with values from 0 to k − 1.</param>
    /// <param name="ridge">Added to every variance, so that no component collapses on a point.</param>
    /// <param name="tolerance">EM ends when a step raises the mean log-likelihood by less, in nats.</param>
    /// <param name="maxIterations">The most steps.</param>
    /// <param name="cancellation">Stops between two steps; the stop button of a notebook does so without it,
    /// too.</param>
    /// <exception cref="ArgumentException">x is no matrix, is empty, or holds a value that is not finite; the labels do
    /// not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">k is not between 1 and n, or the ridge is negative or beyond
    /// 1e20.</exception>
    public static GaussianMixture Fit(
        Tensor x, int k, CovarianceKind kind = CovarianceKind.Full, int seed = 0, Tensor? labels = null,
        double ridge = 1e-6, double tolerance = 1e-3, int maxIterations = 100, CancellationToken cancellation = default)
    {
        Require.Points(x, nameof(x));
        Require.Count(k, nameof(k), x.shape[0], "points");
        if (!(ridge is >= 0 and <= 1e20))
            throw new ArgumentOutOfRangeException(nameof(ridge), ridge, "The ridge must lie between 0 and 1e20.");
        ArgumentOutOfRangeException.ThrowIfLessThan(maxIterations, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, Cancellation.OfTheNotebook);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var points = x.to(float64);
        var start = labels ?? KMeans.Fit(points, k, seed, restarts: 1, cancellation: cancellation).Labels;
        RequireLabels(start, points.shape[0], k);
        var mixture = Maximise(points, nn.functional.one_hot(start, k).to(float64), kind, ridge,
            double.NegativeInfinity, 0, false);
        for (var before = double.NegativeInfinity; mixture.Iterations < maxIterations
            && !mixture.Converged; before = mixture.LogLikelihood)
        {
            stop.Token.ThrowIfCancellationRequested();
            using var step = NewDisposeScope();
            var joint = mixture.LogJoint(points); // (n, k)
            var density = joint.logsumexp(1, keepdim: true);
            var likelihood = density.mean().item<double>();
            var better = Maximise(points, (joint - density).exp(), kind, ridge, likelihood, mixture.Iterations
                + 1, Math.Abs(likelihood - before) < tolerance);
            mixture.Dispose();
            mixture = better;
        }
        return mixture;
    }

    /// <summary>The logarithm of the mixture's density at each point, in nats: (n, d) to float64, (n).</summary>
    public Tensor LogDensity(Tensor z)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        return LogJoint(Fitting(z)).logsumexp(1).MoveToOuterDisposeScope();
    }

    /// <summary>The probability that each component made each point: (n, d) to float64, (n, k).</summary>
    public Tensor Responsibilities(Tensor z)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        return LogJoint(Fitting(z)).softmax(1).MoveToOuterDisposeScope();
    }

    /// <summary>The likeliest component of each point: (n, d) to int64, (n).</summary>
    public Tensor Assign(Tensor z)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        return LogJoint(Fitting(z)).argmax(1).MoveToOuterDisposeScope();
    }

    /// <summary>New points from the mixture, float32, (count, d).</summary>
    public Tensor Sample(int count, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        using var random = Compute.Generator((ulong)seed, Means.device);
        var chosen = Weights.multinomial(count, true, random); // (count)
        var noise = randn([count, Means.shape[1]], float64, Means.device, generator: random);
        var scales = (kind == CovarianceKind.Full
            ? linalg.cholesky(Covariances)
            : Covariances.sqrt()).index_select(0, chosen);
        var shifts = kind == CovarianceKind.Full ? scales.bmm(noise.unsqueeze(2)).squeeze(2) : scales * noise;
        return (Means.index_select(0, chosen) + shifts).to(float32).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Weights.Dispose();
        Means.Dispose();
        Covariances.Dispose();
        factors.Dispose();
    }

    // log π_c + log N(z; μ_c, Σ_c), (n, k)
    private Tensor LogJoint(Tensor z)
    {
        var (k, d) = (Means.shape[0], Means.shape[1]);
        var columns = new Tensor[k];
        for (var c = 0; c < k; c++)
        {
            var off = z - Means[c]; // (n, d)
            var white = kind == CovarianceKind.Full ? off.mm(factors[c].t()) : off * factors[c];
            columns[c] = -0.5 * white.square().sum(1);
        }
        // (k): log |Σ|^(−½)
        var logDeterminant = (kind == CovarianceKind.Full ? factors.diagonal(0, 1, 2) : factors).log().sum(1);
        return stack(columns, 1) + (Weights.log() + logDeterminant - 0.5 * d * Math.Log(2 * Math.PI));
    }

    private static GaussianMixture Maximise(
        Tensor x, Tensor responsibilities, CovarianceKind kind, double ridge, double likelihood, int iterations,
        bool converged)
    {
        using var scope = NewDisposeScope();
        var (k, d) = (responsibilities.shape[1], x.shape[1]);
        var sizes = responsibilities.sum(0L) + 10 * 2.2e-16; // (k), never zero
        var means = responsibilities.t().mm(x) / sizes.unsqueeze(1); // (k, d)
        var covariances = new Tensor[k];
        for (var c = 0; c < k; c++)
        {
            var off = x - means[c];
            var weighted = off * responsibilities.select(1, c).unsqueeze(1);
            covariances[c] = kind == CovarianceKind.Full
                ? weighted.t().mm(off) / sizes[c] + ridge * eye(d, dtype: float64, device: x.device)
                : (weighted * off).sum(0L) / sizes[c] + ridge;
        }
        var all = stack(covariances);
        var inverse = kind == CovarianceKind.Full ? linalg.inv(Cholesky(all)) : Positive(all).rsqrt();
        return new(kind, (sizes / x.shape[0]).DetachFromDisposeScope(), means.DetachFromDisposeScope(),
            all.DetachFromDisposeScope(), inverse.DetachFromDisposeScope())
        { LogLikelihood = likelihood, Iterations = iterations, Converged = converged };
    }

    private static Tensor Cholesky(Tensor covariances)
    {
        var (factors, info) = linalg.cholesky_ex(covariances);
        return info.eq(0).all().item<bool>() && HaveExtent(factors.diagonal(0, 1, 2).square())
            ? factors
            : throw Collapsed();
    }

    private static Tensor Positive(Tensor variances) => HaveExtent(variances) ? variances : throw Collapsed();

    // A square over a smaller variance might be infinite.
    private static bool HaveExtent(Tensor variances) => variances.gt(1e-200).all().item<bool>();

    private static ArgumentException Collapsed() =>
        new("A component has no extent in some direction: too few points, or points in a plane. Give a larger ridge, "
        + "fewer components or the diagonal kind.", "ridge");

    private static void RequireLabels(Tensor labels, long n, int k)
    {
        if (labels.dtype != int64 || labels.dim() != 1 || labels.shape[0] != n)
            throw new ArgumentException($"The labels of {n} points are int64, ({n}); these "
                + $"are {labels.dtype}, ({string.Join(", ", labels.shape)}).", nameof(labels));
        if (labels.min().item<long>() < 0 || labels.max().item<long>() >= k)
            throw new ArgumentException($"The labels of {k} components lie between 0 and {k - 1}; these lie "
                + $"between {labels.min().item<long>()} and {labels.max().item<long>()}.", nameof(labels));
    }

    private Tensor Fitting(Tensor z)
    {
        Require.Points(z, nameof(z));
        Require.SameWidth(Means, nameof(Means), z, nameof(z));
        return z.to(float64);
    }
}
