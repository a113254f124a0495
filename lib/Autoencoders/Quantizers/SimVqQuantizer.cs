using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The nearest code of a table that is seen through one linear map: C stays as it is, and W is trained (Zhu et al.,
/// Addressing Representation Collapse in Vector Quantized Models with One Linear Layer, 2024, arXiv:2411.02038).
/// <code>codes = C W,   C (K, D) frozen,   W (D, D) trained</code>
/// A vector that pulls at its code turns and stretches the whole table, so no code is left behind. Terms "codebook" and
/// "commitment", see <see cref="VectorQuantization"/>.
/// </summary>
/// <remarks>Chapter 13, <i>Other quantisers on the same encoder</i>.</remarks>
public sealed class SimVqQuantizer : CodebookQuantizer
{
    private readonly Tensor coefficients; // C
    private readonly Parameter map;       // W

    /// <summary>
    /// <paramref name="codes"/> standard normal vectors in <paramref name="dimension"/> dimensions, and the identity as
    /// the map.
    /// </summary>
    /// <param name="codes">K, at least 1.</param>
    /// <param name="dimension">D, at least 1.</param>
    /// <param name="commitment">β, at least 0.</param>
    public SimVqQuantizer(long codes, long dimension, double commitment = 0.25)
        : base(nameof(SimVqQuantizer), codes, dimension, commitment)
    {
        coefficients = randn(codes, dimension, device: Compute.Device);
        map = new Parameter(eye(dimension, device: Compute.Device));
        RegisterComponents();
    }

    /// <summary>C W, (K, D).</summary>
    public override Tensor Codebook => coefficients.mm(map);

    /// <inheritdoc/>
    public override Quantized Quantize(Tensor z)
    {
        var index = Nearest(z);                                                  // (m)
        var e = coefficients.index_select(0, index).mm(map);                     // (m, D)
        var follow = VectorQuantization.Codebook(z, e);                          // (m)
        var commit = Commitment * VectorQuantization.Commitment(z, e);           // (m)
        return new(VectorQuantization.StraightThrough(z, e), index,
            new Loss(follow + commit, ("codebook", follow), ("commitment", commit)));
    }

    /// <summary>The rows become C, and the map the identity again.</summary>
    protected override void Place(Tensor codebook)
    {
        coefficients.copy_(codebook);
        map.copy_(eye(Dimension, device: map.device));
    }
}
