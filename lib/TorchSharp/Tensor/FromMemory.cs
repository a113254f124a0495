using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor from_array(Array rawArray, Device? device = null) => FromArray(rawArray, null, device, false);

    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromArray(rawArray, dtype, device, requires_grad, names);

    /// <summary>A tensor that shares a one-dimensional array's memory, from element <paramref name="offset"/> on.</summary>
    public static unsafe Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        if (rawArray.Rank != 1) throw new ArgumentException("The array must have one dimension.", nameof(rawArray));
        var element = ScalarTypeOf(rawArray.GetType().GetElementType()!);
        if (element != dtype) throw new ArgumentException($"The array holds {element}, not {dtype}.", nameof(dtype));
        if (offset < 0 || offset > rawArray.Length) throw new ArgumentOutOfRangeException(nameof(offset), offset, $"The array has {rawArray.Length} elements.");
        if (count < 0) count = rawArray.Length - offset;
        if (offset + count > rawArray.Length) throw new ArgumentOutOfRangeException(nameof(count), count, $"The array has {rawArray.Length - offset} elements from {offset} on.");

        var pin = GCHandle.Alloc(rawArray, GCHandleType.Pinned);
        Value result;
        var status = Bridge.ts_from_blob(
            (byte*)pin.AddrOfPinnedObject() + offset * SizeOf(dtype), count * SizeOf(dtype), &count, 1, (int)dtype, &Unpin, (void*)GCHandle.ToIntPtr(pin), &result);
        Bridge.Check(status);
        return Finish(Tensor.From(result), requires_grad);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe void Unpin(void* pin) => GCHandle.FromIntPtr((nint)pin).Free();

    /// <summary>A tensor with a copy of an array's elements, in the array's shape.</summary>
    internal static unsafe Tensor FromArray(Array array, ScalarType? dtype, Device? device, bool requires_grad, string[]? names = null)
    {
        ArgumentNullException.ThrowIfNull(array);
        var type = ScalarTypeOf(array.GetType().GetElementType()!);
        var sizes = new long[array.Rank];
        for (var i = 0; i < sizes.Length; i++) sizes[i] = array.GetLongLength(i);
        fixed (byte* source = &MemoryMarshal.GetArrayDataReference(array))
            return FromBytes(source, array.LongLength * SizeOf(type), type, sizes, dtype, device, requires_grad, names);
    }

    /// <summary>A tensor with a copy of the elements, in the shape given.</summary>
    internal static unsafe Tensor FromSpan<T>(ReadOnlySpan<T> data, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requires_grad, string[]? names = null) where T : unmanaged
    {
        long count = 1;
        foreach (var size in dimensions)
        {
            if (size < 0) throw new ArgumentException($"A dimension cannot be {size}.", nameof(dimensions));
            count = checked(count * size);
        }
        if (count != data.Length) throw new ArgumentException($"{data.Length} elements do not fill a tensor of shape [{string.Join(", ", dimensions.ToArray())}], which has {count}.", nameof(dimensions));
        fixed (T* source = data)
            return FromBytes(source, (long)data.Length * sizeof(T), ScalarTypeOf(typeof(T)), dimensions.ToArray(), dtype, device, requires_grad, names);
    }

    private static unsafe Tensor FromBytes(void* source, long bytes, ScalarType type, long[] sizes, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        var result = Ops.empty_memory_format.Call(sizes, type, Arg.None, CPU);
        Buffer.MemoryCopy(source, (void*)result.Ask(Property.DataPointer), bytes, bytes);
        var target = device ?? defaultDevice;
        if ((dtype ?? type) != type || target.type != DeviceType.CPU) result = result.to(dtype ?? type, target, disposeAfter: true);
        return Finish(result, requires_grad, names);
    }

    private static ReadOnlySpan<T> AsSpan<T>(IList<T> list) => list switch
    {
        T[] array => array,
        List<T> plain => CollectionsMarshal.AsSpan(plain),
        null => throw new ArgumentNullException(nameof(list)),
        _ => list.ToArray(),
    };

    private static Device? OnDevice(Device? device) => device is not null ? InitializeDevice(device) : defaultDevice.type == DeviceType.CPU ? null : defaultDevice;

    internal static Tensor Finish(Tensor made, bool requires_grad, string[]? names = null)
    {
        if (requires_grad) made.requires_grad = true;
        if (names is not null) throw new NotSupportedException("Named dimensions are not supported.");
        return made;
    }
}
