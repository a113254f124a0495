using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Each pixel becomes white or black, either with half the given probability, and else stays as it is.
/// </summary>
/// <remarks>Chapter 3, <i>Corruption is a distribution</i>.</remarks>
public sealed record SaltAndPepper : ICorruption
{
    /// <summary>Replaces the share <paramref name="share"/> of the pixels on average.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share lies outside [0, 1].</exception>
    public SaltAndPepper(double share)
    {
        Require.Share(share, nameof(share));
        Share = share;
    }

    /// <summary>The probability that a pixel is replaced.</summary>
    public double Share { get; }

    /// <inheritdoc/>
    public Tensor Corrupt(Tensor x, Generator generator)
    {
        using var scope = NewDisposeScope();
        var u = rand(x.shape, float32, x.device, generator: generator);
        var pepper = u.lt(Share / 2);
        var salt = u.lt(Share).logical_and(pepper.logical_not());
        return x.masked_fill(pepper, 0).masked_fill(salt, 1).MoveToOuterDisposeScope();
    }
}
