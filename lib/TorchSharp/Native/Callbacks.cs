using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Something in managed code that autograd calls: a custom function or a hook.</summary>
internal interface INativeCallee
{
    /// <summary>Takes tensors (null where one is undefined) and gives tensors back, likewise.</summary>
    IEnumerable<Tensor?> Call(bool backward, nint context, Tensor?[] tensors);
}

/// <summary>
/// Native code's way into managed code. An exception there never unwinds native frames: it is kept under a key, native code
/// fails with that key, and the managed caller rethrows the exception.
/// </summary>
internal static unsafe class Callbacks
{
    private static readonly ConcurrentDictionary<long, ExceptionDispatchInfo> pending = new();
    private static long last;

    public static delegate* unmanaged[Cdecl]<nint, int, nint, nint*, long, nint, long> Entry => &Enter;

    public static delegate* unmanaged[Cdecl]<nint, void> Release => &Free;

    /// <summary>A handle that keeps the object alive until native code releases it.</summary>
    public static nint Hold(INativeCallee callee) => GCHandle.ToIntPtr(GCHandle.Alloc(callee));

    public static void Rethrow(long key)
    {
        if (pending.TryRemove(key, out var kept)) kept.Throw();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(nint handle) => GCHandle.FromIntPtr(handle).Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Enter(nint managed, int backward, nint context, nint* tensors, long count, nint sink)
    {
        try
        {
            var callee = (INativeCallee)GCHandle.FromIntPtr(managed).Target!;
            foreach (var result in callee.Call(backward != 0, context, Borrowed(tensors, count)))
            {
                if (result is null)
                {
                    Bridge.ts_sink(sink, 0);
                    continue;
                }
                Bridge.ts_sink(sink, result.BeginUse());
                result.EndUse();
            }
            return 0;
        }
        catch (Exception e)
        {
            var key = Interlocked.Increment(ref last);
            pending[key] = ExceptionDispatchInfo.Capture(e);
            return key;
        }
    }

    private static Tensor?[] Borrowed(nint* tensors, long count)
    {
        var result = new Tensor?[count];
        for (var i = 0; i < count; i++)
        {
            if (tensors[i] == 0) continue;
            Bridge.ts_retain(tensors[i]);
            result[i] = new Tensor(tensors[i]);
        }
        return result;
    }
}
