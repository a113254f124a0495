using System.Runtime.CompilerServices;
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

    /// <summary>Eight-byte words that the value takes up beside its native form: those of a list, a string or a complex number.</summary>
    public int Words => tag switch
    {
        Tag.IntList => Unsafe.As<long[]>(reference!).Length,
        Tag.TensorList => Unsafe.As<Tensor?[]>(reference!).Length,
        Tag.DoubleList => Unsafe.As<double[]>(reference!).Length,
        Tag.BoolList => Unsafe.As<bool[]>(reference!).Length / 8 + 1,
        Tag.String => System.Text.Encoding.UTF8.GetMaxByteCount(Unsafe.As<string>(reference!).Length) / 8 + 1,
        Tag.Complex => 2,
        _ => 0,
    };

    /// <summary>Writes the native form and, for tensors and generators, begins their use; <paramref name="room"/> moves past what was taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Begin(out Value value, ref long* room)
    {
        value = new Value { Tag = tag, Extra = extra, Integer = bits };
        if (tag == Tag.Tensor) value.Pointer = Unsafe.As<Tensor>(reference!).BeginUse();
        else if (reference is not null) BeginOther(ref value, ref room);
    }

    private unsafe void BeginOther(ref Value value, ref long* room)
    {
        switch (tag)
        {
            case Tag.Generator:
                value.Pointer = ((Generator)reference!).BeginUse();
                break;
            case Tag.IntList:
                var integers = (long[])reference!;
                integers.CopyTo(new Span<long>(room, integers.Length));
                Place(ref value, ref room, integers.Length, integers.Length);
                break;
            case Tag.TensorList:
                var tensors = (Tensor?[])reference!;
                BeginUses(tensors, (nint*)room);
                Place(ref value, ref room, tensors.Length, tensors.Length);
                break;
            case Tag.DoubleList:
                var reals = (double[])reference!;
                reals.CopyTo(new Span<double>(room, reals.Length));
                Place(ref value, ref room, reals.Length, reals.Length);
                break;
            case Tag.BoolList:
                var flags = (bool[])reference!;
                flags.CopyTo(new Span<bool>(room, flags.Length));
                Place(ref value, ref room, flags.Length, flags.Length / 8 + 1);
                break;
            case Tag.String:
                var bytes = System.Text.Encoding.UTF8.GetBytes((string)reference!, new Span<byte>(room, Words * 8));
                Place(ref value, ref room, bytes, bytes / 8 + 1);
                break;
            case Tag.Complex:
                var complex = ((Scalar)reference!).Complex;
                (((double*)room)[0], ((double*)room)[1]) = (complex.Real, complex.Imaginary);
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End()
    {
        if (tag == Tag.Tensor) Unsafe.As<Tensor>(reference!).EndUse();
        else if (tag is Tag.TensorList or Tag.Generator) EndOther();
    }

    private void EndOther()
    {
        if (reference is Tensor?[] list) EndUses(list, list.Length);
        else (reference as Generator)?.EndUse();
    }
}
