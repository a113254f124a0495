using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>A tensor's elements in place, in row-major order whatever its strides; for tensors on the CPU.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly T* data;
    private readonly Tensor tensor;
    private readonly long[] sizes, strides;
    private readonly bool contiguous;
    private bool disposed;

    internal TensorAccessor(Tensor tensor)
    {
        if (tensor.device_type != DeviceType.CPU) throw new InvalidOperationException($"The elements are on {tensor.device}; move the tensor with cpu() to read them.");
        var wanted = ScalarTypeOf(typeof(T));
        if (tensor.dtype != wanted) throw new ArgumentException($"The tensor holds {tensor.dtype}, not {wanted}.");
        this.tensor = tensor.Again().DetachFromDisposeScope();
        (sizes, strides, contiguous) = (tensor.size(), tensor.stride(), tensor.is_contiguous());
        Count = tensor.numel();
        data = (T*)tensor.Ask(Property.DataPointer);
    }

    public long Count { get; }

    public bool IsReadOnly => false;

    public T this[params long[] indices]
    {
        get => *At(indices);
        set => *At(indices) = value;
    }

    public T[] ToArray()
    {
        var result = new T[checked((int)Count)];
        CopyTo(result);
        return result;
    }

    /// <summary>The elements as an array of the tensor's rank; a scalar's is of rank 1.</summary>
    public Array ToNDArray()
    {
        if (sizes.Length < 2) return ToArray();
        var result = Array.CreateInstance(typeof(T), sizes);
        fixed (byte* start = &System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(result))
            CopyTo(new Span<T>(start, checked((int)Count)));
        return result;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        ThrowIfDisposed();
        var target = array[arrayIndex..];
        var count = (int)Math.Min(target.Length, Count - tensorIndex);
        if (contiguous)
        {
            new ReadOnlySpan<T>(data + tensorIndex, count).CopyTo(target);
            return;
        }
        for (var i = 0; i < count; i++) target[i] = *At(tensorIndex + i);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        ThrowIfDisposed();
        var source = array[arrayIndex..];
        var count = (int)Math.Min(source.Length, Count - tensorIndex);
        if (contiguous)
        {
            source[..count].CopyTo(new Span<T>(data + tensorIndex, count));
            return;
        }
        for (var i = 0; i < count; i++) *At(tensorIndex + i) = source[i];
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++) yield return Read(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public static bool operator ==(TensorAccessor<T>? left, TensorAccessor<T>? right) =>
        left is null ? right is null : left.Equals(right);

    public static bool operator !=(TensorAccessor<T>? left, TensorAccessor<T>? right) => !(left == right);

    /// <summary>Whether the other accessor holds the same elements in the same order.</summary>
    public override bool Equals(object? obj) =>
        ReferenceEquals(this, obj) || (obj is TensorAccessor<T> other && Count == other.Count && this.SequenceEqual(other));

    public override int GetHashCode() => Count.GetHashCode();

    public void Dispose()
    {
        disposed = true;
        tensor.Dispose();
    }

    private T Read(long index) => *At(index);

    private T* At(long index)
    {
        ThrowIfDisposed();
        if ((ulong)index >= (ulong)Count) throw new IndexOutOfRangeException($"Element {index} of {Count}.");
        if (contiguous) return data + index;
        long offset = 0;
        for (var i = sizes.Length - 1; i >= 0; i--)
        {
            offset += index % sizes[i] * strides[i];
            index /= sizes[i];
        }
        return data + offset;
    }

    // One index counts the elements of a tensor of any rank; otherwise there is one for each dimension.
    private T* At(long[] indices)
    {
        if (indices.Length == 1) return At(indices[0]);
        ThrowIfDisposed();
        if (indices.Length != sizes.Length) throw new ArgumentException($"{indices.Length} indices for {sizes.Length} dimensions.", nameof(indices));
        long offset = 0;
        for (var i = 0; i < indices.Length; i++)
        {
            if ((ulong)indices[i] >= (ulong)sizes[i]) throw new IndexOutOfRangeException($"Index {indices[i]} in dimension {i}, which has {sizes[i]}.");
            offset += indices[i] * strides[i];
        }
        return data + offset;
    }

    private void ThrowIfDisposed()
    {
        if (disposed) throw new InvalidOperationException("The accessor was disposed.");
    }
}
