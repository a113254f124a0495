using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// How a codebook is used: counted over a whole data set, for a count over a batch knows only the codes that fit into
/// the batch.
/// </summary>
/// <remarks>Chapter 13, <i>A codebook that stays alive</i>.</remarks>
public static class CodeUsage
{
    /// <summary>How often each code occurs: int64 of any shape to int64, (K).</summary>
    /// <exception cref="ArgumentException">There is no index, it is not int64, or it names no code.</exception>
    public static Tensor Counts(Tensor index, long codes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(codes, 1);
        if (index.dtype != int64)
            throw new ArgumentException($"Codes are int64; these are {index.dtype}.", nameof(index));
        Require.Inside(index, 0, codes - 1, nameof(index), $"Codes are numbered from 0 to {codes - 1}", "");
        using var scope = NewDisposeScope();
        return bincount(index.flatten(), minlength: codes).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The perplexity exp(−Σ p log p) of codes that occur so often, (K) counts or shares: the number of equally
    /// frequent codes with the same entropy, from 1 to K.
    /// </summary>
    /// <exception cref="ArgumentException">It is no vector, or its numbers are negative, not finite, or all
    /// zero.</exception>
    public static double Perplexity(Tensor counts)
    {
        using var scope = NewDisposeScope();
        var p = Shares(counts);
        return Math.Exp(-xlogy(p, p).sum().item<double>());
    }

    /// <summary>The share of the codes that occur at all: (K) counts to a number in (0, 1].</summary>
    /// <exception cref="ArgumentException">It is no vector, or its numbers are negative, not finite, or all
    /// zero.</exception>
    public static double Used(Tensor counts)
    {
        using var scope = NewDisposeScope();
        return Shares(counts).gt(0).to(float64).mean().item<double>();
    }

    private static Tensor Shares(Tensor counts)
    {
        if (counts.dim() != 1)
            throw new ArgumentException($"Counts are a vector with a number for each code; their shape "
                + $"is ({string.Join(", ", counts.shape)}).", nameof(counts));
        var numbers = counts.to(float64);
        Require.Inside(numbers, 0, double.MaxValue / Math.Max(1, counts.shape[0]), nameof(counts),
            "Counts are finite and not negative", "");
        var total = numbers.sum();
        return total.item<double>() > 0
            ? numbers / total
            : throw new ArgumentException("No code occurs: all counts are zero.", nameof(counts));
    }
}
