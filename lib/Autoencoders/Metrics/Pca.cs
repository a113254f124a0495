using static TorchSharp.torch;

namespace Autoencoders.Metrics;

/// <summary>
/// Principal component analysis (Pearson 1901; Hotelling 1933): the projection on k directions that loses least squared error.
/// Computed in double precision from the covariance matrix, whose divisor is n.
/// </summary>
public sealed class Pca : IDisposable
{
    private Pca(Tensor mean, Tensor components, Tensor eigenvalues) =>
        (Mean, Components, Eigenvalues) = (mean, components, eigenvalues);

    /// <summary>The data's mean, (d).</summary>
    public Tensor Mean { get; }

    /// <summary>All d principal directions as orthonormal columns, by falling eigenvalue, (d, d).</summary>
    public Tensor Components { get; }

    /// <summary>The covariance's eigenvalues, falling, (d): the variance along each direction.</summary>
    public Tensor Eigenvalues { get; }

    /// <summary>Fits to the rows of <paramref name="x"/>, (n, d).</summary>
    /// <exception cref="ArgumentException">x is no matrix with at least two rows, or holds a value that is not finite.</exception>
    public static Pca Fit(Tensor x)
    {
        if (x.dim() != 2 || x.shape[0] < 2)
            throw new ArgumentException($"PCA needs a matrix of at least two rows; x has the shape ({string.Join(", ", x.shape)}).", nameof(x));
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        if (!x.isfinite().all().item<bool>())
            throw new ArgumentException("PCA needs finite values; x holds NaN or infinity.", nameof(x));
        var data = x.to(float64);
        var mean = data.mean([0L]); // (d)
        var (values, vectors) = linalg.eigh(Covariance(data));
        return new Pca(
            mean.DetachFromDisposeScope(),
            vectors.flip(1).contiguous().DetachFromDisposeScope(),
            values.flip(0).contiguous().DetachFromDisposeScope());
    }

    /// <summary>The covariance matrix of the rows of <paramref name="x"/>, (n, d) to (d, d), with divisor n.</summary>
    public static Tensor Covariance(Tensor x)
    {
        using var scope = NewDisposeScope();
        var centred = x - x.mean([0L]);
        return (centred.t().matmul(centred) / x.shape[0]).MoveToOuterDisposeScope();
    }

    /// <summary>The first <paramref name="k"/> coordinates of each row: (n, d) to (n, k).</summary>
    public Tensor Encode(Tensor x, int k) => (x.to(float64) - Mean).matmul(Leading(k)).to(x.dtype);

    /// <summary>The points that codes stand for: (n, k) to (n, d).</summary>
    public Tensor Decode(Tensor z) => (z.to(float64).matmul(Leading((int)z.shape[1]).t()) + Mean).to(z.dtype);

    /// <summary>
    /// The mean squared error per row that k components leave on the data fitted: the sum of the eigenvalues dropped, Σ_{j>k} λ_j.
    /// </summary>
    public double DroppedVariance(int k)
    {
        RequireRank(k);
        using var scope = NewDisposeScope();
        return Eigenvalues[TensorIndex.Slice(k)].sum().item<double>();
    }

    /// <summary>The first k directions as columns, (d, k).</summary>
    /// <exception cref="ArgumentOutOfRangeException">k is not between 1 and d.</exception>
    public Tensor Leading(int k)
    {
        RequireRank(k);
        return Components.narrow(1, 0, k);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Mean.Dispose();
        Components.Dispose();
        Eigenvalues.Dispose();
    }

    private void RequireRank(int k)
    {
        if (k < 1 || k > Components.shape[1])
            throw new ArgumentOutOfRangeException(nameof(k), k, $"PCA of {Components.shape[1]} dimensions has 1 to {Components.shape[1]} components.");
    }
}
