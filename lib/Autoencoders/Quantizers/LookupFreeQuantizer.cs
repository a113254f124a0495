using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// No table: the sign of each number is a bit of the code (Yu et al., Language Model Beats Diffusion: Tokenizer is Key
/// to Visual Generation, 2023, arXiv:2310.05737, section 3.1). K = 2^D. With q(c|z) ∝ exp(−‖z − c‖²/τ) over all K
/// corners c of the cube, and m vectors,
/// <code>penalty = β ‖z − sign z‖² + w ( H(q(·|z)) + KL( 1/m Σ q(·|z) ‖ uniform ) )</code>
/// Terms "commitment", "entropy of one" (small where a vector is sure of its code) and "usage" (small where the vectors
/// together use all codes evenly; the same for each vector of a batch).
/// </summary>
/// <remarks>Chapter 13, <i>Other quantisers on the same encoder</i>.</remarks>
public sealed class LookupFreeQuantizer : IQuantizer
{
    private const int MostBits = 16; // the usage term has a number for each vector and code

    private readonly double commitment, weight, temperature;

    /// <summary>A code of so many bits.</summary>
    /// <param name="bits">D, 1 to 16.</param>
    /// <param name="commitment">β, at least 0.</param>
    /// <param name="weight">w, the weight of both entropy terms, at least 0.</param>
    /// <param name="temperature">τ, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public LookupFreeQuantizer(int bits, double commitment = 0.25, double weight = 0.1, double temperature = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, MostBits);
        Require.NonNegative(commitment, nameof(commitment));
        Require.NonNegative(weight, nameof(weight));
        Require.Positive(temperature, nameof(temperature));
        Dimension = bits;
        (this.commitment, this.weight, this.temperature) = (commitment, weight, temperature);
    }

    /// <inheritdoc/>
    public long Dimension { get; }

    /// <inheritdoc/>
    public long Codes => 1L << (int)Dimension;

    /// <inheritdoc/>
    public Quantized Quantize(Tensor z)
    {
        CodebookQuantizer.RequireVectors(z, Dimension);
        var bits = z.detach().gt(0);                                             // (m, D)
        var signs = 2 * bits.to(z.dtype) - 1;                                    // (m, D)
        var index = (bits.to(int64) * Places(z.device)).sum(1);                  // (m)
        var commit = commitment * VectorQuantization.Commitment(z, signs);       // (m)
        var (one, zero) = (LogOne(z), LogOne(-z));                               // log q of each bit, (m, D)
        var sure = weight * EntropyOfOne(one, zero);                             // (m)
        var usage = weight * Usage(one, zero).expand(z.shape[0]);                // (m)
        return new(VectorQuantization.StraightThrough(z, signs), index, new Loss(commit + sure + usage,
            ("commitment", commit), ("entropy of one", sure), ("usage", usage)));
    }

    /// <inheritdoc/>
    public Tensor Lookup(Tensor index)
    {
        Require.Index(index, Codes, nameof(index));
        return Corner(index);
    }

    // Bit d is one with probability σ(4 z_d/τ): the squares in ‖z − c‖² cancel but for the product.
    private Tensor LogOne(Tensor z) => nn.functional.logsigmoid(4 / temperature * z);

    // The bits are independent, so their entropies add: (m).
    private static Tensor EntropyOfOne(Tensor one, Tensor zero) => -(one.exp() * one + zero.exp() * zero).sum(1);

    // The divergence of the mean distribution over all K codes from the uniform one, a number.
    private Tensor Usage(Tensor one, Tensor zero)
    {
        var bits = (Corner(arange(Codes, device: one.device)).to(one.dtype) + 1) / 2; // (K, D)
        var logQ = one.mm(bits.t()) + zero.mm(1 - bits.t());                     // (m, K)
        var mean = logQ.exp().mean([0L]);                                        // (K)
        return (mean * (mean.clamp(min: 1e-30).log() + Math.Log(Codes))).sum().clamp(min: 0);
    }

    private Tensor Corner(Tensor index) =>
        2 * index.unsqueeze(1).floor_divide(Places(index.device)).remainder(2).to(float32) - 1;

    // What each bit counts in the index, (D).
    private Tensor Places(Device device) =>
        tensor([.. Enumerable.Range(0, (int)Dimension).Select(d => 1L << d)], device: device);
}
