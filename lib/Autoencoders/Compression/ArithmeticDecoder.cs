using static Autoencoders.ArithmeticEncoder;

namespace Autoencoders;

/// <summary>
/// Reads what <see cref="ArithmeticEncoder"/> wrote, with the tables that it was written with, in the same order. Other
/// tables give other symbols and no error: only a checksum of the content tells. Behind the last byte it reads zeros.
/// </summary>
/// <remarks>Chapter 15, <i>A message is an interval</i>.</remarks>
public sealed class ArithmeticDecoder
{
    private readonly byte[] bytes;
    private long bit;
    private ulong low;
    private ulong high = Last;
    private ulong value; // the number that the bytes are, as far as it reaches

    /// <summary>A reader of these bytes.</summary>
    public ArithmeticDecoder(byte[] bytes)
    {
        this.bytes = bytes;
        for (var i = 0; i < Width; i++) value = 2 * value + Next();
    }

    /// <summary>The next symbol: the one in whose share the number lies.</summary>
    public int Decode(FrequencyTable table)
    {
        var range = high - low + 1;
        // The greatest position whose part of the range is not above the value.
        var position = (uint)((((UInt128)(value - low + 1) << FrequencyTable.Precision) - 1) / range);
        var symbol = table.Find(position);
        (low, high) = Narrow(low, high, table, symbol);
        while (true)
        {
            var shift = high < Middle ? 0 : low >= Middle ? Middle : low >= Quarter && high < Middle + Quarter
                ? Quarter
                : ulong.MaxValue;
            if (shift == ulong.MaxValue) return symbol;
            (low, high, value) = (2 * (low - shift), 2 * (high - shift) + 1, 2 * (value - shift) + Next());
        }
    }

    private ulong Next()
    {
        var at = bit++;
        return at < 8L * bytes.Length ? (ulong)(bytes[at / 8] >> (int)(7 - at % 8)) & 1 : 0;
    }
}
