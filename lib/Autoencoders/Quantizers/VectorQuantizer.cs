using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The nearest code, with a table that is trained by gradient steps (van den Oord, Vinyals and Kavukcuoglu, Neural
/// Discrete Representation Learning, 2017, arXiv:1711.00937). Terms "codebook" and "commitment", see
/// <see cref="VectorQuantization"/>.
/// </summary>
/// <remarks>Chapter 13, <i>The nearest code</i>.</remarks>
public sealed class VectorQuantizer : CodebookQuantizer
{
    private readonly Parameter codebook;

    /// <summary>
    /// A table of <paramref name="codes"/> vectors of <paramref name="dimension"/> numbers, evenly random between ±1/K
    /// as in the paper's code.
    /// </summary>
    /// <param name="codes">K, at least 1.</param>
    /// <param name="dimension">D, at least 1.</param>
    /// <param name="commitment">β, at least 0.</param>
    public VectorQuantizer(long codes, long dimension, double commitment = 0.25)
        : base(nameof(VectorQuantizer), codes, dimension, commitment)
    {
        codebook = new Parameter((2 * rand(codes, dimension, device: Compute.Device) - 1) / codes);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor Codebook => codebook;

    /// <inheritdoc/>
    public override Quantized Quantize(Tensor z)
    {
        var index = Nearest(z);                                                  // (m)
        var e = Rows(index);                                                     // (m, D)
        var follow = VectorQuantization.Codebook(z, e);                          // (m)
        var commit = Commitment * VectorQuantization.Commitment(z, e);           // (m)
        return new(VectorQuantization.StraightThrough(z, e), index,
            new Loss(follow + commit, ("codebook", follow), ("commitment", commit)));
    }

    /// <inheritdoc/>
    protected override void Place(Tensor codebook) => this.codebook.copy_(codebook);
}
