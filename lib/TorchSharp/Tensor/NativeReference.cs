namespace TorchSharp;

/// <summary>
/// A tensor's native reference, freed by <see cref="Release"/> or, when the tensor was collected without it, by the finalizer.
/// Objects with finalizers are slow to make: those that were released wait on their thread to be used again, until the next
/// collection. Then they would be old, and tensors behind old objects would outlive collections of the young.
/// </summary>
internal sealed class NativeReference
{
    private const int MostWaiting = 1024;

    [ThreadStatic] private static Stack<NativeReference>? waiting;
    [ThreadStatic] private static int waitingSince;

    private readonly int born = GC.CollectionCount(0);

    private long ownBytes;

    /// <summary>The tensor's native address; 0 once it is freed.</summary>
    public nint Handle { get; private set; }

    public static NativeReference To(nint handle, long ownBytes)
    {
        var reference = Waiting().TryPop(out var used) ? used : new();
        (reference.Handle, reference.ownBytes) = (handle, ownBytes);
        if (ownBytes > 0) NativeMemory.Add(ownBytes);
        return reference;
    }

    public void Release()
    {
        // One that was finalized already, because another finalizer disposed of its tensor, cannot be used again.
        if (!Free()) return;
        var stack = Waiting();
        if (born == waitingSince && stack.Count < MostWaiting) stack.Push(this);
        else GC.SuppressFinalize(this);
    }

    private static Stack<NativeReference> Waiting()
    {
        var stack = waiting ??= new(MostWaiting);
        var now = GC.CollectionCount(0);
        if (now != waitingSince) stack.Clear();
        waitingSince = now;
        return stack;
    }

    private bool Free()
    {
        if (Handle == 0) return false;
        Bridge.ts_release(Handle);
        Handle = 0;
        torch.Tensor.Released();
        if (ownBytes > 0) NativeMemory.Remove(ownBytes);
        return true;
    }

    ~NativeReference() => Free();
}
