using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>An argument on its way to an operator: whatever the operators take converts to it implicitly.</summary>
internal readonly struct Arg
{
    private readonly object? reference;
    private readonly long bits;
    private readonly Tag tag;
    private readonly int extra;

    private Arg(Tag tag, object? reference = null, long bits = 0, int extra = 0) => (this.tag, this.reference, this.bits, this.extra) = (tag, reference, bits, extra);

    /// <summary>No value, for an optional argument.</summary>
    public static Arg None => new(Tag.None);

    /// <summary>The default of the operator's schema.</summary>
    public static Arg Default => default;

    public static implicit operator Arg(Tensor? value) => value is null ? None : new(Tag.Tensor, value);
    public static implicit operator Arg(long value) => new(Tag.Int, bits: value);
    public static implicit operator Arg(long? value) => value is { } v ? v : None;
    public static implicit operator Arg(double value) => new(Tag.Double, bits: BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Arg(double? value) => value is { } v ? v : None;
    public static implicit operator Arg(bool value) => new(Tag.Bool, bits: value ? 1 : 0);
    public static implicit operator Arg(bool? value) => value is { } v ? v : None;
    public static implicit operator Arg(string? value) => value is null ? None : new(Tag.String, value);
    public static implicit operator Arg(ScalarType value) => (long)value;
    public static implicit operator Arg(ScalarType? value) => value is { } v ? v : None;
    public static implicit operator Arg(Device? value) => value is null ? None : new(Tag.Device, bits: (long)value.type, extra: value.index);
    public static implicit operator Arg(Generator? value) => value is null ? None : new(Tag.Generator, value);
    public static implicit operator Arg(long[]? value) => value is null ? None : new(Tag.IntList, value);
    public static implicit operator Arg(double[]? value) => value is null ? None : new(Tag.DoubleList, value);
    public static implicit operator Arg(bool[]? value) => value is null ? None : new(Tag.BoolList, value);
    public static implicit operator Arg(Tensor?[]? value) => value is null ? None : new(Tag.TensorList, value);
    public static implicit operator Arg(ReadOnlySpan<long> value) => value.ToArray();

    public static implicit operator Arg(Scalar? value) => value switch
    {
        null => None,
        { Kind: Tag.Complex } => new(Tag.Complex, value),
        _ => new(value.Kind, bits: value.Bits),
    };

    /// <summary>Eight-byte words that the lists and strings take up beside the values.</summary>
    public int Words => reference switch
    {
        null or Tensor or Generator => 0,
        long[] a => a.Length,
        Tensor?[] a => a.Length,
        double[] a => a.Length,
        bool[] a => a.Length / 8 + 1,
        string s => System.Text.Encoding.UTF8.GetMaxByteCount(s.Length) / 8 + 1,
        _ => 2,
    };

    /// <summary>Writes the native form and, for tensors and generators, begins their use; <paramref name="room"/> moves past what was taken.</summary>
    public unsafe void Begin(out Value value, ref long* room)
    {
        value = new Value { Tag = tag, Extra = extra, Integer = bits };
        switch (reference)
        {
            case null:
                break;
            case Tensor tensor:
                value.Pointer = tensor.BeginUse();
                break;
            case Generator generator:
                value.Pointer = generator.BeginUse();
                break;
            case long[] list:
                list.CopyTo(new Span<long>(room, list.Length));
                Place(ref value, ref room, list.Length, list.Length);
                break;
            case Tensor?[] list:
                BeginUses(list, (nint*)room);
                Place(ref value, ref room, list.Length, list.Length);
                break;
            case double[] list:
                list.CopyTo(new Span<double>(room, list.Length));
                Place(ref value, ref room, list.Length, list.Length);
                break;
            case bool[] list:
                list.CopyTo(new Span<bool>(room, list.Length));
                Place(ref value, ref room, list.Length, list.Length / 8 + 1);
                break;
            case string text:
                var bytes = System.Text.Encoding.UTF8.GetBytes(text, new Span<byte>(room, Words * 8));
                Place(ref value, ref room, bytes, bytes / 8 + 1);
                break;
            case Scalar complex:
                ((double*)room)[0] = complex.Complex.Real;
                ((double*)room)[1] = complex.Complex.Imaginary;
                Place(ref value, ref room, 2, 2);
                break;
        }
    }

    private static unsafe void Place(ref Value value, ref long* room, int count, int words)
    {
        value.Count = count;
        value.Pointer = (nint)room;
        room += words;
    }

    private static unsafe void BeginUses(Tensor?[] list, nint* handles)
    {
        var begun = 0;
        try
        {
            for (; begun < list.Length; begun++) handles[begun] = list[begun]?.BeginUse() ?? 0;
        }
        catch
        {
            EndUses(list, begun);
            throw;
        }
    }

    private static void EndUses(Tensor?[] list, int count)
    {
        for (var i = 0; i < count; i++) list[i]?.EndUse();
    }

    /// <summary>Ends the uses that <see cref="Begin"/> began.</summary>
    public void End()
    {
        if (reference is Tensor tensor) tensor.EndUse();
        else if (reference is Tensor?[] list) EndUses(list, list.Length);
        else if (reference is Generator generator) generator.EndUse();
    }
}
