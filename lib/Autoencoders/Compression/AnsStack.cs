using System.Buffers.Binary;

namespace Autoencoders;

/// <summary>
/// Asymmetric numeral systems (Duda 2013, arXiv:1311.2540): the message is one large whole number, and a symbol is
/// pushed on it and popped off, the last one first. Popping with a table is drawing from it, with the message as the
/// source of randomness, and pushing undoes it exactly: that is what bits-back coding needs. The number's head is 31 to
/// 63 bits, the rest words of 32 bits.
/// </summary>
/// <remarks>Chapter 15, <i>A latent variable, and its bits back</i>.</remarks>
public sealed class AnsStack
{
    private const ulong Least = 1UL << 31;
    private const int WordBits = 32;
    private readonly List<uint> words = [];
    private ulong head = Least;
    private SplitMix64 supply;
    private readonly ulong seed;

    /// <summary>
    /// An empty stack. What is popped before anything was pushed comes from a supply of random words, decided by the
    /// seed, and is counted.
    /// </summary>
    public AnsStack(ulong seed = 0)
    {
        this.seed = seed;
        supply = new(seed);
    }

    /// <summary>The stack that <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="ArgumentException">The bytes are no stack.</exception>
    public AnsStack(ReadOnlySpan<byte> bytes, ulong seed = 0) : this(seed)
    {
        if (bytes.Length < 8 || bytes.Length % 4 != 0)
            throw new ArgumentException($"A stack is 8 bytes and words of 4; there are {bytes.Length}.", nameof(bytes));
        head = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (head is < Least or >= Least << WordBits)
            throw new ArgumentException($"A stack's head lies from 2³¹ to 2⁶³; it is {head}.", nameof(bytes));
        for (var at = 8; at < bytes.Length; at += 4) words.Add(BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]));
    }

    /// <summary>
    /// How many words of 32 bits were taken from the supply. They are in the message, and come out again.
    /// </summary>
    public int Borrowed { get; private set; }

    /// <summary>
    /// The bits of what is on the stack, less those that an empty one has and those that were borrowed.
    /// </summary>
    public double Bits => WordBits * (double)(words.Count - Borrowed) + Math.Log2(head) - 31;

    /// <summary>Puts a symbol of the table on the stack.</summary>
    public void Push(FrequencyTable table, int symbol) => Push(table.Start(symbol), table.Frequency(symbol));

    /// <summary>Takes the symbol off that was pushed last with this table; of any stack, draws one.</summary>
    public int Pop(FrequencyTable table)
    {
        var symbol = table.Find(Peek);
        Pop(table.Start(symbol), table.Frequency(symbol));
        return symbol;
    }

    /// <summary>
    /// Puts the share on the stack that begins at <paramref name="start"/> and is <paramref name="frequency"/> of 2²⁴
    /// wide, at least 1.
    /// </summary>
    public void Push(uint start, uint frequency)
    {
        RequireShare(start, frequency);
        if (head >= (ulong)frequency << (63 - FrequencyTable.Precision))
        {
            words.Add((uint)head);
            head >>= WordBits;
        }
        head = (head / frequency << FrequencyTable.Precision) + head % frequency + start;
    }

    /// <summary>The position, below 2²⁴, that the stack's top points to.</summary>
    public uint Peek => (uint)head & (FrequencyTable.Total - 1);

    /// <summary>Takes off the share in which <see cref="Peek"/> lies.</summary>
    public void Pop(uint start, uint frequency)
    {
        RequireShare(start, frequency);
        if (Peek - start >= frequency) // unsigned: also when Peek is below start
            throw new ArgumentException($"The stack's top is at {Peek}, not in the share from {start} that "
                + $"is {frequency} wide.", nameof(start));
        head = frequency * (head >> FrequencyTable.Precision) + Peek - start;
        if (head < Least) head = (head << WordBits) + TakeWord();
    }

    /// <summary>The message: the head, 8 bytes, then the words, 4 bytes each.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[8 + 4 * words.Count];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, head);
        for (var i = 0; i < words.Count; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8 + 4 * i), words[i]);
        return bytes;
    }

    /// <summary>
    /// Whether nothing is left but words of the supply, so many of them as were borrowed when the message was made.
    /// </summary>
    public bool HoldsOnlyTheSupply()
    {
        var again = new SplitMix64(seed);
        return head == Least && Borrowed == 0
            && words.AsEnumerable().Reverse().All(word => word == (uint)again.NextBits());
    }

    private static void RequireShare(uint start, uint frequency)
    {
        if (frequency == 0 || (ulong)start + frequency > FrequencyTable.Total)
            throw new ArgumentException($"A share lies within {FrequencyTable.Total} and is at least 1; this one "
                + $"begins at {start} and is {frequency} wide.", nameof(frequency));
    }

    private uint TakeWord()
    {
        if (words.Count == 0)
        {
            Borrowed++;
            return (uint)supply.NextBits();
        }
        var word = words[^1];
        words.RemoveAt(words.Count - 1);
        return word;
    }
}
