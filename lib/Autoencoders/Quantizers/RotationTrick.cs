using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Another way around the choice than straight through (Fifty et al., Restructuring Vector Quantization with the
/// Rotation Trick, 2024, arXiv:2410.06424): the code e is z turned and stretched, e = λ R z with λ = ‖e‖/‖z‖ and the
/// rotation R from the direction of z to that of e. λ R counts as a constant, so that the gradient turns with it:
/// <code>∂L/∂z = λ Rᵀ ∂L/∂e      R = I − 2 r rᵀ + 2 ê ẑᵀ      r = (ẑ + ê) / ‖ẑ + ê‖</code>
/// Codes and terms are those of the quantiser that it stands around.
/// </summary>
/// <remarks>Chapter 13, <i>Other quantisers on the same encoder</i>.</remarks>
public sealed class RotationTrick : nn.Module, IQuantizer
{
    private const double Smallest = 1e-6; // shorter vectors have no direction and go straight through

    private readonly CodebookQuantizer inner;

    /// <summary>The trick around a quantiser, which becomes part of it.</summary>
    public RotationTrick(CodebookQuantizer inner) : base(nameof(RotationTrick))
    {
        ArgumentNullException.ThrowIfNull(inner);
        this.inner = inner;
        RegisterComponents();
    }

    /// <summary>The quantiser that chooses.</summary>
    public CodebookQuantizer Inner => inner;

    /// <inheritdoc/>
    public long Dimension => inner.Dimension;

    /// <inheritdoc/>
    public long Codes => inner.Codes;

    /// <inheritdoc/>
    public Quantized Quantize(Tensor z)
    {
        var q = inner.Quantize(z);
        return q with { Output = Through(z, q.Output) };
    }

    /// <inheritdoc/>
    public Tensor Lookup(Tensor index) => inner.Lookup(index);

    /// <inheritdoc/>
    public void Start(Tensor z, int seed = 0) => inner.Start(z, seed);

    /// <summary>
    /// The code in value, λ Rᵀ times its gradient for the vector: z and e, (m, D) each, to (m, D). The code itself gets
    /// no gradient.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Through(Tensor z, Tensor e)
    {
        Require.SameShape(z, e, nameof(z), nameof(e));
        // The lengths' bounds lie beyond what half precision can hold.
        if (z.dtype == float16 || z.dtype == bfloat16) return Through(z.to(float32), e.to(float32)).to(z.dtype);
        var code = e.detach();
        var ((u, from), (v, to)) = (Polar(z.detach()), Polar(code));             // ẑ and ê, (m, D); lengths, (m, 1)
        var r = nn.functional.normalize(u + v);                                  // (m, D)
        var hasDirections = from.gt(Smallest).logical_and(to.gt(Smallest));      // (m, 1)
        var stretch = (to / from.clamp(min: Smallest)).clamp(max: 1 / Smallest); // λ, (m, 1)
        var change = z - z.detach();                                             // exactly zero, the gradient is one
        var turned = change - 2 * r * (r * change).sum(1, true) + 2 * v * (u * change).sum(1, true); // R times it
        return code + where(hasDirections, stretch * turned, change);
    }

    // Direction and length; divided by its largest number, no vector is too long to be squared.
    private static (Tensor Direction, Tensor Length) Polar(Tensor rows)
    {
        var largest = rows.abs().amax([1L], true).clamp(min: 1e-30);             // (m, 1)
        var scaled = rows / largest;                                             // (m, D)
        return (nn.functional.normalize(scaled),
            (largest * scaled.square().sum(1, true).sqrt()).clamp(max: 1e30));
    }
}
