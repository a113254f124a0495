using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Sparsity by construction: only the k largest numbers of a code are kept (Makhzani and Frey, k-Sparse Autoencoders,
/// ICLR 2014, arXiv:1312.5663).
/// </summary>
/// <remarks>Chapter 4, <i>Third way: only the k largest</i>.</remarks>
public static class KSparse
{
    /// <summary>
    /// Each code with all but its <paramref name="k"/> largest numbers set to zero: (n, units) to (n, units). The
    /// gradient flows through those that are kept. Of equal numbers at the border, some are kept, so that never more
    /// than k remain.
    /// </summary>
    /// <exception cref="ArgumentException">The codes are no matrix, or k is not between 1 and the number of
    /// units.</exception>
    public static Tensor Keep(Tensor z, int k)
    {
        if (z.dim() != 2)
            throw new ArgumentException(
                $"Codes are a matrix (n, units); z has the shape ({string.Join(", ", z.shape)}).", nameof(z));
        if (k < 1 || k > z.shape[1])
            throw new ArgumentException(
                $"A code of {z.shape[1]} units can keep 1 to {z.shape[1]} of them, not {k}.", nameof(k));
        var (_, kept) = z.detach().topk(k, sorted: false); // (n, k)
        var mask = zeros_like(z).scatter_(1, kept, ones_like(z)); // (n, units)
        return z * mask;
    }
}
