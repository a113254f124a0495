using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// x̃ = x + σ ε with standard normal ε, independent for each pixel. Clipped back into [0, 1] it is what most tutorials
/// use, and no longer unbiased: see <see cref="MeanOfClipped"/>.
/// </summary>
/// <remarks>Chapter 3, <i>Corruption is a distribution</i>.</remarks>
public sealed record GaussianNoise : ICorruption
{
    /// <summary>Noise of the standard deviation <paramref name="sigma"/>.</summary>
    /// <param name="sigma">σ, at least 0, in units of the pixels.</param>
    /// <param name="clip">Whether the result is clipped to [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">σ is negative or not finite.</exception>
    public GaussianNoise(double sigma, bool clip = true)
    {
        Require.NonNegative(sigma, nameof(sigma));
        (Sigma, Clip) = (sigma, clip);
    }

    /// <summary>The standard deviation σ.</summary>
    public double Sigma { get; }

    /// <summary>Whether the result is clipped to [0, 1].</summary>
    public bool Clip { get; }

    /// <inheritdoc/>
    public Tensor Corrupt(Tensor x, Generator generator)
    {
        using var scope = NewDisposeScope();
        var noisy = randn(x.shape, x.dtype, x.device, generator: generator).mul_(Sigma).add_(x);
        return (Clip ? noisy.clamp_(0, 1) : noisy).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The mean of a pixel x after noise and clipping: E[min(1, max(0, x + σ ε))] = r(x) − r(x − 1) with the softened
    /// ramp r(u) = E[max(0, u + σ ε)] = u Φ(u/σ) + σ φ(u/σ).
    /// </summary>
    /// <param name="x">The pixel's value before.</param>
    /// <exception cref="ArgumentOutOfRangeException">x is not finite.</exception>
    public double MeanOfClipped(double x)
    {
        Require.Finite(x, nameof(x));
        if (Sigma == 0)
            return Math.Clamp(x, 0, 1);
        x = Math.Clamp(x, -40 * Sigma, 1 + 40 * Sigma); // further out nothing changes, and the ramps would cancel
        if (Sigma <= 10)
            return Ramp(x) - Ramp(x - 1);
        // Large and nearly equal ramps: the same mean as ∫ Φ((x − t)/σ) dt over [0, 1], by Gauss's three points.
        var step = Math.Sqrt(0.6) / 2;
        return (5 * Below((x - 0.5 + step) / Sigma) + 8 * Below((x - 0.5) / Sigma)
            + 5 * Below((x - 0.5 - step) / Sigma)) / 18;
    }

    private double Ramp(double u)
    {
        var t = u / Sigma;
        return u * Below(t) + Sigma * Math.Exp(-t * t / 2) / Math.Sqrt(2 * Math.PI);
    }

    // Φ(t)
    private static double Below(double t)
    {
        using var scope = NewDisposeScope();
        return 0.5 * special.erfc(tensor(-t / Math.Sqrt(2), device: CPU)).item<double>();
    }
}
