using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>What a quantiser makes of m vectors.</summary>
/// <param name="Output">What stands in their place, (m, D), with the gradient that the quantiser arranges.</param>
/// <param name="Index">Which codes they are, int64, (m), or (m, depth) where several are added.</param>
/// <param name="Penalty">What is to be minimised beside the reconstruction, for each vector, (m), with its named
/// terms.</param>
public sealed record Quantized(Tensor Output, Tensor Index, Loss Penalty);

/// <summary>Puts one of finitely many codes in the place of each vector.</summary>
/// <remarks>Chapter 13, <i>A codebook that stays alive</i>.</remarks>
public interface IQuantizer
{
    /// <summary>D, the numbers in a vector.</summary>
    long Dimension { get; }

    /// <summary>K, how many codes there are to choose from.</summary>
    long Codes { get; }

    /// <summary>How many codes a vector takes.</summary>
    int Depth => 1;

    /// <summary>The bits that a vector's codes take when all are equally likely, depth · log₂ K.</summary>
    double Bits => Depth * Math.Log2(Codes);

    /// <summary>Quantises the vectors <paramref name="z"/>, (m, D).</summary>
    /// <exception cref="ArgumentException">z has another shape, is empty, or holds NaN or infinity.</exception>
    Quantized Quantize(Tensor z);

    /// <summary>What stands for the codes <paramref name="index"/>: int64, (m) or (m, depth), to (m, D).</summary>
    Tensor Lookup(Tensor index);

    /// <summary>
    /// Places the codes where the vectors <paramref name="z"/>, (m, D), are; those without a table need no place.
    /// </summary>
    /// <param name="z">Vectors of the kind that will be quantised, at least K.</param>
    /// <param name="seed">Decides what is random in it.</param>
    void Start(Tensor z, int seed = 0)
    {
    }
}
