using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>What a <see cref="Value"/> holds; the same numbers as in the native file.</summary>
internal enum Tag
{
    Default, None, Tensor, Int, Double, Bool, Complex, String, Device, Generator, TensorList, IntList, DoubleList, BoolList,
}

/// <summary>An argument or a result of a native call; laid out as in the native file.</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
internal struct Value
{
    [FieldOffset(0)] public Tag Tag;

    /// <summary>The index of a device.</summary>
    [FieldOffset(4)] public int Extra;

    /// <summary>Elements of a list, bytes of a string; of a returned tensor: bytes of storage that it brought to life.</summary>
    [FieldOffset(8)] public long Count;

    [FieldOffset(16)] public long Integer;
    [FieldOffset(16)] public double Real;
    [FieldOffset(16)] public nint Pointer;

    public readonly bool IsDefined => Tag == Tag.Tensor;
}
