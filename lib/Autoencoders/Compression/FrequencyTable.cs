namespace Autoencoders;

/// <summary>
/// Whole numbers in place of probabilities, so that encoder and decoder divide the same interval at the same places:
/// symbol k has the share f_k / 2²⁴. No f_k is 0, whatever the probabilities: a symbol that the model calls impossible
/// costs 24 bits and can still be written.
/// </summary>
/// <remarks>Chapter 15, <i>Whole numbers, and never zero</i>.</remarks>
public sealed class FrequencyTable
{
    /// <summary>The frequencies add up to 2 to this power.</summary>
    public const int Precision = 24;

    /// <summary>What the frequencies add up to.</summary>
    public const uint Total = 1u << Precision;

    private readonly uint[] starts; // of each symbol, and the total behind the last

    /// <summary>A table of given frequencies.</summary>
    /// <exception cref="ArgumentException">There are none, one is 0, or they do not add up to 2²⁴.</exception>
    public FrequencyTable(ReadOnlySpan<uint> frequencies)
    {
        starts = new uint[frequencies.Length + 1];
        var sum = 0UL;
        for (var k = 0; k < frequencies.Length; k++)
        {
            if (frequencies[k] == 0)
                throw new ArgumentException($"The frequency of symbol {k} is 0: it could not be written. The least "
                    + "frequency is 1.", nameof(frequencies));
            sum += frequencies[k];
            starts[k + 1] = (uint)Math.Min(sum, uint.MaxValue);
        }
        if (sum != Total)
            throw new ArgumentException($"The frequencies must add up to {Total}; they add up to {sum}.",
                nameof(frequencies));
    }

    /// <summary>The number of symbols.</summary>
    public int Symbols => starts.Length - 1;

    /// <summary>
    /// The nearest table below the probabilities, which need not add up to 1: f_k = 1 + ⌊p_k (2²⁴ − K)⌋, the remainder
    /// to the likeliest.
    /// </summary>
    /// <exception cref="ArgumentException">There are none or more than 2²³, one is negative or no number, or all are
    /// 0.</exception>
    public static FrequencyTable FromProbabilities(ReadOnlySpan<double> probabilities)
    {
        if (probabilities.Length is 0 or > (int)(Total / 2))
            throw new ArgumentException(
                $"A table has 1 to {Total / 2} symbols; these are {probabilities.Length} probabilities.",
                nameof(probabilities));
        var (sum, likeliest) = (0.0, 0);
        for (var k = 0; k < probabilities.Length; k++)
        {
            if (!(probabilities[k] >= 0 && double.IsFinite(probabilities[k])))
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"Probabilities are finite and not negative; that of symbol {k} is {probabilities[k]}."),
                        nameof(probabilities));
            sum += probabilities[k];
            if (probabilities[k] > probabilities[likeliest]) likeliest = k;
        }
        if (!(sum > 0 && double.IsFinite(sum)))
            throw new ArgumentException(
                FormattableString.Invariant($"Probabilities add up to a positive number; these add up to {sum}."),
                nameof(probabilities));
        var frequencies = new uint[probabilities.Length];
        var shared = Total - (uint)probabilities.Length;
        var rest = (long)shared;
        for (var k = 0; k < frequencies.Length; k++)
        {
            var share = (uint)(probabilities[k] / sum * shared);
            frequencies[k] = 1 + share;
            rest -= share;
        }
        frequencies[likeliest] = (uint)(frequencies[likeliest] + rest);
        return new(frequencies);
    }

    /// <summary>The table of softmax(a) for logits a.</summary>
    /// <exception cref="ArgumentException">There are none, one is NaN or +∞, or all are −∞.</exception>
    public static FrequencyTable FromLogits(ReadOnlySpan<double> logits)
    {
        var greatest = double.NegativeInfinity;
        foreach (var a in logits) greatest = Math.Max(greatest, a); // NaN if one is
        if (!double.IsFinite(greatest))
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"The greatest logit must be a finite number; that of these {logits.Length} is {greatest}."),
                    nameof(logits));
        var probabilities = new double[logits.Length];
        for (var k = 0; k < logits.Length; k++) probabilities[k] = Math.Exp(logits[k] - greatest);
        return FromProbabilities(probabilities);
    }

    /// <summary>f_k.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The table has no such symbol.</exception>
    public uint Frequency(int symbol) => starts[Known(symbol) + 1] - starts[symbol];

    /// <summary>The frequencies of all symbols before this one, f_0 + … + f_{k−1}.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The table has no such symbol.</exception>
    public uint Start(int symbol) => starts[Known(symbol)];

    private int Known(int symbol) => (uint)symbol < (uint)Symbols ? symbol
        : throw new ArgumentOutOfRangeException(nameof(symbol), symbol,
            $"The table has the symbols 0 to {Symbols - 1}.");

    /// <summary>The symbol in whose share a number below 2²⁴ lies.</summary>
    public int Find(uint position)
    {
        if (position >= Total)
            throw new ArgumentOutOfRangeException(nameof(position), position, $"Positions are below {Total}.");
        var at = Array.BinarySearch(starts, position);
        return at >= 0 ? at : ~at - 1;
    }

    /// <summary>What the symbol costs, −log₂(f_k / 2²⁴), in bits.</summary>
    public double Bits(int symbol) => Precision - Math.Log2(Frequency(symbol));
}
