namespace Autoencoders;

/// <summary>
/// A latent variable in whole numbers: the line is cut into 2^b bins that are equally likely under N(0, 1), so that a
/// bin costs b bits by the prior; q(z|x) gives each the probability of its stretch (Townsend, Bird and Barber 2019,
/// section 2.5).
/// </summary>
public sealed class LatentBins
{
    private readonly double[] edges;   // 2^b + 1, from −∞ to ∞
    private readonly double[] centres; // the point that halves a bin's prior probability

    /// <summary>2^<paramref name="bits"/> bins.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bits are not 1 to 16.</exception>
    public LatentBins(int bits)
    {
        if (bits is < 1 or > 16)
            throw new ArgumentOutOfRangeException(nameof(bits), bits,
                "A latent variable is cut into 2 to 2¹⁶ bins, 1 to 16 bits.");
        Bits = bits;
        Count = 1 << bits;
        edges = [.. Enumerable.Range(0, Count + 1).Select(i => Normal.Quantile((double)i / Count))];
        centres = [.. Enumerable.Range(0, Count).Select(i => Normal.Quantile((i + 0.5) / Count))];
    }

    /// <summary>b.</summary>
    public int Bits { get; }

    /// <summary>2^b.</summary>
    public int Count { get; }

    /// <summary>The value that stands for a bin.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such bin.</exception>
    public double Centre(int bin) => centres[Known(bin)];

    /// <summary>Pushes a bin under the prior: b bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such bin.</exception>
    public void PushPrior(AnsStack stack, int bin) => stack.Push((uint)Known(bin) * PriorShare, PriorShare);

    /// <summary>Pops a bin under the prior.</summary>
    public int PopPrior(AnsStack stack)
    {
        var bin = (int)(stack.Peek / PriorShare);
        stack.Pop((uint)bin * PriorShare, PriorShare);
        return bin;
    }

    /// <summary>Pushes a bin under N(μ, σ²).</summary>
    /// <exception cref="ArgumentException">There is no such bin, μ is not finite, or σ is not positive and
    /// finite.</exception>
    public void PushPosterior(AnsStack stack, int bin, double mu, double sigma)
    {
        RequireNormal(mu, sigma);
        var start = Start(Known(bin), mu, sigma);
        stack.Push(start, Start(bin + 1, mu, sigma) - start);
    }

    /// <summary>Pops a bin under N(μ, σ²): a draw from it.</summary>
    /// <exception cref="ArgumentException">μ is not finite, or σ is not positive and finite.</exception>
    public int PopPosterior(AnsStack stack, double mu, double sigma)
    {
        RequireNormal(mu, sigma);
        var (low, high) = (0, Count); // Start(low) ≤ position < Start(high)
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (Start(middle, mu, sigma) <= stack.Peek) low = middle; else high = middle;
        }
        var start = Start(low, mu, sigma);
        stack.Pop(start, Start(low + 1, mu, sigma) - start);
        return low;
    }

    /// <summary>What a bin costs under N(μ, σ²), in bits.</summary>
    /// <exception cref="ArgumentException">There is no such bin, μ is not finite, or σ is not positive and
    /// finite.</exception>
    public double PosteriorBits(int bin, double mu, double sigma)
    {
        RequireNormal(mu, sigma);
        return FrequencyTable.Precision - Math.Log2(Start(Known(bin) + 1, mu, sigma) - Start(bin, mu, sigma));
    }

    private int Known(int bin) =>
        (uint)bin < (uint)Count ? bin
        : throw new ArgumentOutOfRangeException(nameof(bin), bin, $"The bins are numbered from 0 to {Count - 1}.");

    private static void RequireNormal(double mu, double sigma)
    {
        if (!double.IsFinite(mu))
            throw new ArgumentException(
                FormattableString.Invariant($"A posterior's mean is finite; it is {mu}."), nameof(mu));
        Require.Positive(sigma, nameof(sigma));
    }

    private uint PriorShare => FrequencyTable.Total >> Bits;

    // Rises by at least 1 from bin to bin, so that each can be written.
    private uint Start(int bin, double mu, double sigma) =>
        (uint)Math.Floor(Normal.Cumulative((edges[bin] - mu) / sigma) * (FrequencyTable.Total - Count)) + (uint)bin;
}
