using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>p(z) = N(0, I) in k dimensions.</summary>
/// <remarks>Chapter 7, <i>Looking at the trained model</i>.</remarks>
public sealed class StandardNormal : IPrior
{
    private readonly long latent;

    /// <summary>The prior of <paramref name="latent"/> dimensions.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are none.</exception>
    public StandardNormal(long latent)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(latent);
        this.latent = latent;
    }

    /// <summary>log N(z; 0, I) in nats: (…, k) to (…).</summary>
    /// <exception cref="ArgumentException">The codes have another number of dimensions.</exception>
    public Tensor LogDensity(Tensor z)
    {
        if (z.dim() == 0 || z.shape[^1] != latent)
            throw new ArgumentException(
                $"The prior has {latent} dimensions; z has the shape ({string.Join(", ", z.shape)}).", nameof(z));
        return -0.5 * (z.square().sum(-1L) + latent * Math.Log(2 * Math.PI));
    }

    /// <inheritdoc/>
    public Tensor Sample(long count, Generator? generator = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return randn([count, latent], device: generator?.device ?? Compute.Device, generator: generator);
    }
}
