using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// The µ-law of telephony: amplitudes on a scale that is fine near silence and coarse near full scale, as ears are, so
/// that a byte a sample is enough (ITU-T G.711, in the continuous form of van den Oord et al., WaveNet, 2016, section
/// 2.2):
/// <code>u = ½ + ½ sign(x) ln(1 + µ|x|) / ln(1 + µ),   µ = 255</code>
/// </summary>
/// <remarks>Chapter 16, <i>A note, and what is in it</i>.</remarks>
public static class MuLaw
{
    private const double Mu = 255;

    /// <summary>Amplitudes in [−1, 1] to numbers in [0, 1], of the same shape; silence is ½.</summary>
    /// <exception cref="ArgumentException">There are no amplitudes, or some lie outside.</exception>
    public static Tensor Compress(Tensor x)
    {
        Require.Floating(x, nameof(x));
        Require.Inside(x, -1, 1, nameof(x), "Amplitudes must lie in [−1, 1]",
            "Divide by the largest, or turn the sound down.");
        using var scope = NewDisposeScope();
        return (0.5 + 0.5 * x.sign() * (Mu * x.abs()).log1p() / Math.Log(1 + Mu)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The inverse of <see cref="Compress"/>: numbers in [0, 1], such as bytes over 255, to amplitudes in [−1, 1].
    /// </summary>
    /// <exception cref="ArgumentException">Some lie outside; of numbers on a GPU, which would be waited for, nothing is
    /// said.</exception>
    public static Tensor Expand(Tensor u)
    {
        Require.Floating(u, nameof(u));
        if (Compute.IsFreeToRead(u))
            Require.Inside(u, 0, 1, nameof(u), "Compressed amplitudes lie in [0, 1]", "Divide bytes by 255.");
        using var scope = NewDisposeScope();
        var y = 2 * u - 1;
        return (y.sign() * (y.abs() * Math.Log(1 + Mu)).expm1() / Mu).MoveToOuterDisposeScope();
    }

    /// <summary>Amplitudes in [−1, 1] rounded to a byte each, uint8 of the same shape.</summary>
    /// <exception cref="ArgumentException">There are no amplitudes, or some lie outside.</exception>
    public static Tensor Bytes(Tensor x)
    {
        using var scope = NewDisposeScope();
        return (255 * Compress(x)).round().to(uint8).MoveToOuterDisposeScope();
    }
}
