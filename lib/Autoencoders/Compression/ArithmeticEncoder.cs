namespace Autoencoders;

/// <summary>
/// Arithmetic coding in whole numbers (Witten, Neal and Cleary, Arithmetic coding for data compression, 1987): a
/// message is an interval, each symbol keeps its share of what is left, and the file is the shortest binary number
/// inside. At most two bits more than −Σ log₂ of the shares, rounded up to bytes. The first symbol written is the first
/// read.
/// </summary>
/// <remarks>Chapter 15, <i>A message is an interval</i>.</remarks>
public sealed class ArithmeticEncoder
{
    internal const int Width = 62; // bits of the interval's ends; a product with a frequency has 86
    internal const ulong Quarter = 1UL << (Width - 2);
    internal const ulong Middle = 2 * Quarter;
    internal const ulong Last = 4 * Quarter - 1;

    private readonly List<byte> bytes = [];
    private ulong low;
    private ulong high = Last; // the interval is [low, high + 1)
    private long pending;      // bits that will be the opposite of the next one
    private int bitsOfLast = 8;

    /// <summary>The bits that are settled so far.</summary>
    public long Bits => 8L * bytes.Count - (8 - bitsOfLast) + pending;

    /// <summary>Narrows the interval to a symbol's share.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The table has no such symbol.</exception>
    public void Encode(FrequencyTable table, int symbol)
    {
        (low, high) = Narrow(low, high, table, symbol);
        while (true)
        {
            if (high < Middle) Settle(0);
            else if (low >= Middle)
            {
                Settle(1);
                (low, high) = (low - Middle, high - Middle);
            }
            else if (low >= Quarter && high < Middle + Quarter)
            {
                // around the middle: which half it will be is open, that it will be the half's inner side is not
                pending++;
                (low, high) = (low - Quarter, high - Quarter);
            }
            else break;
            (low, high) = (2 * low, 2 * high + 1);
        }
    }

    /// <summary>
    /// Names a number inside the interval and gives all bytes, after which nothing more can be encoded.
    /// </summary>
    public byte[] Finish()
    {
        pending++;
        Settle(low < Quarter ? 0 : 1);
        return [.. bytes];
    }

    internal static (ulong Low, ulong High) Narrow(ulong low, ulong high, FrequencyTable table, int symbol)
    {
        var range = high - low + 1;
        ulong Part(uint position) => (ulong)((UInt128)range * position >> FrequencyTable.Precision);
        var start = table.Start(symbol);
        return (low + Part(start), low + Part(start + table.Frequency(symbol)) - 1);
    }

    private void Settle(int bit)
    {
        Write(bit);
        for (; pending > 0; pending--) Write(1 - bit);
    }

    private void Write(int bit)
    {
        if (bitsOfLast == 8)
        {
            bytes.Add(0);
            bitsOfLast = 0;
        }
        bytes[^1] |= (byte)(bit << (7 - bitsOfLast++));
    }
}
