using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// A distribution p(z) over codes: what the divergence of a variational autoencoder is measured to, and what new codes
/// are drawn from.
/// </summary>
/// <remarks>Chapter 10, <i>The best prior</i>.</remarks>
public interface IPrior
{
    /// <summary>log p(z) in nats for each code: (…, k) to (…).</summary>
    /// <exception cref="ArgumentException">The codes have another number of dimensions.</exception>
    Tensor LogDensity(Tensor z);

    /// <summary>Draws codes, (count, k).</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="generator">Where the randomness comes from; the global generator if not given.</param>
    Tensor Sample(long count, Generator? generator = null);
}
