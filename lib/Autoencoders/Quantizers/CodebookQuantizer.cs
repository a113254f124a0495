using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>A quantiser with a table of K codes, of which a vector gets the nearest.</summary>
/// <remarks>Chapter 13, <i>Looking at codes</i>.</remarks>
public abstract class CodebookQuantizer : nn.Module, IQuantizer
{
    /// <summary>The part that all such quantisers share.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="codes">K, at least 1.</param>
    /// <param name="dimension">D, at least 1.</param>
    /// <param name="commitment">β, the weight of the commitment term, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    protected CodebookQuantizer(string name, long codes, long dimension, double commitment) : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(codes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        Require.NonNegative(commitment, nameof(commitment));
        (Codes, Dimension, Commitment) = (codes, dimension, commitment);
    }

    /// <inheritdoc/>
    public long Codes { get; }

    /// <inheritdoc/>
    public long Dimension { get; }

    /// <summary>β, the weight of the commitment term.</summary>
    public double Commitment { get; }

    /// <summary>The codes, (K, D).</summary>
    public abstract Tensor Codebook { get; }

    /// <inheritdoc/>
    public abstract Quantized Quantize(Tensor z);

    /// <inheritdoc/>
    public Tensor Lookup(Tensor index)
    {
        Require.Index(index, Codes, nameof(index));
        return Rows(index);
    }

    /// <summary>As <see cref="Lookup"/>, for indices that this quantiser made: no device waits for a check.</summary>
    protected Tensor Rows(Tensor index) => Codebook.index_select(0, index);

    /// <summary>Makes the rows of <paramref name="codebook"/>, (K, D), the codes.</summary>
    /// <exception cref="ArgumentException">The shape is another, or a number is not finite.</exception>
    public void Set(Tensor codebook)
    {
        Require.Points(codebook, nameof(codebook));
        if (codebook.shape is not [var k, var d] || (k, d) != (Codes, Dimension))
            throw new ArgumentException(
                $"The codebook is ({Codes}, {Dimension}), not ({string.Join(", ", codebook.shape)}).",
                nameof(codebook));
        using var noGradient = no_grad();
        Place(codebook);
    }

    /// <summary>
    /// The codes become the centres of <paramref name="z"/> by k-means; z must hold K vectors or more.
    /// </summary>
    public void Start(Tensor z, int seed = 0)
    {
        RequireVectors(z, Dimension);
        var found = KMeans.Fit(z.detach(), (int)Codes, seed, restarts: 1, maxIterations: 20);
        Set(found.Centres);
        found.Centres.Dispose();
        found.Labels.Dispose();
    }

    /// <summary>Copies the rows into the table; called without gradients.</summary>
    protected abstract void Place(Tensor codebook);

    /// <summary>The code nearest to each vector, the first of several: (m, D) to int64, (m).</summary>
    protected Tensor Nearest(Tensor z)
    {
        RequireVectors(z, Dimension);
        return KMeans.Nearest(z.detach(), Codebook.detach());
    }

    /// <summary>Throws unless z holds vectors of so many numbers, all finite.</summary>
    internal static void RequireVectors(Tensor z, long dimension)
    {
        Require.Points(z, nameof(z));
        if (!z.is_floating_point())
            throw new ArgumentException($"The quantiser takes numbers with a point; z is {z.dtype}.", nameof(z));
        if (z.shape[1] != dimension)
            throw new ArgumentException($"The quantiser takes vectors of {dimension} numbers; z has the "
                + $"shape ({string.Join(", ", z.shape)}).", nameof(z));
    }
}
