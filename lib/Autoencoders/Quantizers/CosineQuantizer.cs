using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The code in the most similar direction: vectors and codes are put on the unit sphere, where the nearest is the one
/// with the largest cosine (Yu et al., Vector-Quantized Image Modeling with Improved VQGAN, 2022, arXiv:2110.04627,
/// section 3.2). Neither can run away. Terms "codebook" and "commitment".
/// </summary>
/// <remarks>Chapter 13, <i>Other quantisers on the same encoder</i>.</remarks>
public sealed class CosineQuantizer : CodebookQuantizer
{
    private readonly Parameter directions;

    /// <summary>
    /// A table of <paramref name="codes"/> random directions in <paramref name="dimension"/> dimensions.
    /// </summary>
    /// <param name="codes">K, at least 1.</param>
    /// <param name="dimension">D, at least 1.</param>
    /// <param name="commitment">β, at least 0.</param>
    public CosineQuantizer(long codes, long dimension, double commitment = 0.25)
        : base(nameof(CosineQuantizer), codes, dimension, commitment)
    {
        directions = new Parameter(Unit(randn(codes, dimension, device: Compute.Device)));
        RegisterComponents();
    }

    /// <summary>The codes, of length 1, (K, D).</summary>
    public override Tensor Codebook => Unit(directions);

    /// <inheritdoc/>
    public override Quantized Quantize(Tensor z)
    {
        RequireVectors(z, Dimension);
        var u = Unit(z);                                                         // (m, D)
        var index = Nearest(u);                                                  // (m)
        var e = Rows(index);                                                     // (m, D)
        var follow = VectorQuantization.Codebook(u, e);                          // (m)
        var commit = Commitment * VectorQuantization.Commitment(u, e);           // (m)
        return new(VectorQuantization.StraightThrough(u, e), index,
            new Loss(follow + commit, ("codebook", follow), ("commitment", commit)));
    }

    /// <inheritdoc/>
    protected override void Place(Tensor codebook) => directions.copy_(codebook);

    private static Tensor Unit(Tensor rows) => nn.functional.normalize(rows);
}
