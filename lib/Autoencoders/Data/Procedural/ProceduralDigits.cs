namespace Autoencoders;

/// <summary>
/// Digits drawn by the course itself, 28 × 28 grey like MNIST's: a pen follows one of several ways of writing each
/// digit, with known factors of variation (<see cref="DigitFactors"/>) and a smooth random wobble. Image i of a seed is
/// the same on every machine and does not depend on how many are drawn.
/// </summary>
public static class ProceduralDigits
{
    /// <summary>Side of an image in pixels.</summary>
    public const int Side = StrokeRaster.Side;

    /// <summary>
    /// Draws the first images of a stream, on all processors; the training and the test stream have no image in common.
    /// </summary>
    internal static DrawnDigits DrawMany(int count, int seed, bool test)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1_000_000);
        var drawn = new DrawnDigits(new byte[(long)count * Side * Side], new long[count],
            new float[(long)count * DigitFactors.Names.Count]);
        Parallel.For(0, count, index =>
        {
            var (label, factors) = Draw(seed, test, index, drawn.Pixels.AsSpan(index * Side * Side, Side * Side));
            drawn.Labels[index] = label;
            factors.CopyTo(drawn.Factors.AsSpan(index * DigitFactors.Names.Count));
        });
        return drawn;
    }

    /// <summary>
    /// Draws one image of a stream into <paramref name="pixels"/> (784 bytes, row by row, 0 is paper).
    /// </summary>
    /// <returns>Which digit it is and what it was drawn with.</returns>
    internal static (int Label, DigitFactors Factors) Draw(int seed, bool test, int index, Span<byte> pixels)
    {
        var random = new SplitMix64((uint)seed, test ? 1u : 0u, (uint)index);
        var label = random.Below(10);
        var styles = DigitStyles.Styles[label];
        var style = styles[random.Below(styles.Length)];
        var factors = DigitFactors.Sample(ref random);
        StrokeRaster.Draw(PenPath.Trace(style, factors, ref random), pixels);
        return (label, factors);
    }
}

/// <summary>Images one after another (784 bytes each), with their labels and factors (six numbers each).</summary>
internal sealed record DrawnDigits(byte[] Pixels, long[] Labels, float[] Factors);
