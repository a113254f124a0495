using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Each pixel is set to 0 with one probability, independently: the masking noise of Vincent et al. (2008).
/// </summary>
/// <remarks>Chapter 3, <i>Corruption is a distribution</i>.</remarks>
public sealed record Masking : ICorruption
{
    /// <summary>Hides the share <paramref name="share"/> of the pixels on average.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share lies outside [0, 1].</exception>
    public Masking(double share)
    {
        Require.Share(share, nameof(share));
        Share = share;
    }

    /// <summary>The probability that a pixel is set to 0.</summary>
    public double Share { get; }

    /// <inheritdoc/>
    public Tensor Corrupt(Tensor x, Generator generator)
    {
        using var scope = NewDisposeScope();
        // uniform in [0, 1): exact at 0 and at 1
        var hidden = rand(x.shape, float32, x.device, generator: generator).lt(Share);
        return x.masked_fill(hidden, 0).MoveToOuterDisposeScope();
    }
}
