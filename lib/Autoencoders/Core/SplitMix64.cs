namespace Autoencoders;

/// <summary>
/// A small random generator whose start is computed from any number of keys, so that the n-th image of a stream
/// is drawn without drawing those before it (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number
/// generators"). Only integer arithmetic and exact scalings are used: the same keys give the same numbers on every
/// machine.
/// </summary>
public struct SplitMix64
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private ulong state;

    /// <summary>The generator that belongs to these keys, for example seed, stream and index.</summary>
    public SplitMix64(params ReadOnlySpan<ulong> keys)
    {
        foreach (var key in keys)
            state = Mix(state + key + GoldenGamma);
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits() => Mix(state += GoldenGamma);

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double Uniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double Uniform(double low, double high) => low + (high - low) * Uniform();

    /// <summary>A whole number in [0, count); the bias, below count/2⁶⁴, is of no account.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive.</exception>
    public int Below(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return (int)Math.BigMul(NextBits(), (ulong)count, out _);
    }

    /// <summary>
    /// Nearly normal with mean 0 and deviation 1, never beyond ±6: the sum of twelve uniform numbers, less 6.
    /// </summary>
    public double Bell()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
            sum += Uniform();
        return sum;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
