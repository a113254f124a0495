using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Principal component analysis (Pearson 1901; Hotelling 1933): the projection on k directions that loses least squared
/// error. Computed in double precision from the covariance matrix, whose divisor is n.
/// </summary>
/// <remarks>Chapter 1, <i>A linear autoencoder is PCA</i>.</remarks>
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
    /// <exception cref="ArgumentException">x is no matrix with at least two rows, or holds a value that is not
    /// finite.</exception>
    public static Pca Fit(Tensor x)
    {
        if (x.dim() != 2 || x.shape[0] < 2 || x.shape[1] < 1)
            throw new ArgumentException(
                $"PCA needs a matrix of at least two rows; x has the shape ({string.Join(", ", x.shape)}).", nameof(x));
        Require.Squarable(x, nameof(x));
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
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
        return (centred.t().mm(centred) / x.shape[0]).MoveToOuterDisposeScope();
    }

    /// <summary>The first <paramref name="k"/> coordinates of each row: (n, d) to (n, k).</summary>
    /// <exception cref="ArgumentException">x is no matrix of rows as long as those fitted, or k is not between 1 and
    /// d.</exception>
    public Tensor Encode(Tensor x, int k)
    {
        if (x.dim() != 2 || x.shape[1] != Mean.shape[0])
            throw new ArgumentException($"The rows have {Mean.shape[0]} numbers, (n, {Mean.shape[0]}); x has the "
                + $"shape ({string.Join(", ", x.shape)}).", nameof(x));
        using var scope = NewDisposeScope();
        return Like(x, (x.to(float64) - Mean).mm(Leading(k))).MoveToOuterDisposeScope();
    }

    /// <summary>The points that codes stand for: (n, k) to (n, d).</summary>
    /// <exception cref="ArgumentException">z is no matrix with 1 to d numbers a row.</exception>
    public Tensor Decode(Tensor z)
    {
        if (z.dim() != 2 || z.shape[1] < 1 || z.shape[1] > Mean.shape[0])
            throw new ArgumentException($"Codes have 1 to {Mean.shape[0]} numbers, (n, k); z has the "
                + $"shape ({string.Join(", ", z.shape)}).", nameof(z));
        using var scope = NewDisposeScope();
        return Like(z, z.to(float64).mm(Leading((int)z.shape[1]).t()) + Mean).MoveToOuterDisposeScope();
    }

    // In the type of what was given; whole numbers have no room for the result.
    private static Tensor Like(Tensor given, Tensor result) =>
        result.to(given.is_floating_point() ? given.dtype : float64);

    /// <summary>
    /// The mean squared error per row that k components leave on the data fitted: the sum of the eigenvalues dropped,
    /// Σ_{j>k} λ_j.
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
            throw new ArgumentOutOfRangeException(nameof(k), k,
                $"PCA of {Components.shape[1]} dimensions has 1 to {Components.shape[1]} components.");
    }
}
