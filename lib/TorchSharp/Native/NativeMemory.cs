namespace TorchSharp;

/// <summary>
/// Makes the garbage collector see the memory behind tensors: when tensors that nobody disposed have grown by more than
/// what was alive after the last collection (256 MB at least), a collection finds and frees the dead ones.
/// </summary>
internal static class NativeMemory
{
    private const long LeastGrowth = 256L << 20;

    private static long live, limit = LeastGrowth;
    private static int collecting;

    /// <summary>Bytes of storage held by live tensors, views not counted.</summary>
    public static long Live => Interlocked.Read(ref live);

    public static void Add(long bytes)
    {
        if (Interlocked.Add(ref live, bytes) > Interlocked.Read(ref limit)) Collect();
    }

    public static void Remove(long bytes)
    {
        var left = Interlocked.Add(ref live, -bytes);
        // What was large once must not keep later growth from being seen.
        if (left < Interlocked.Read(ref limit) / 4) Interlocked.Exchange(ref limit, LimitFor(left));
    }

    private static long LimitFor(long bytes) => bytes + Math.Max(bytes, LeastGrowth);

    private static void Collect()
    {
        if (Interlocked.Exchange(ref collecting, 1) != 0) return;
        try
        {
            var before = Live;
            for (var generation = 0; generation <= 2 && Live > before / 2; generation++)
                if (!CollectAndFinalize(generation)) break;
            Interlocked.Exchange(ref limit, LimitFor(Live));
        }
        finally
        {
            Volatile.Write(ref collecting, 0);
        }
    }

    // The finalizers of the dead tensors run on their own thread; a finalizer that waits for a lock of this thread must not hang it.
    private static bool CollectAndFinalize(int generation)
    {
        using var finalized = new ManualResetEventSlim();
        LeaveSentinel(finalized);
        GC.Collect(generation);
        return finalized.Wait(TimeSpan.FromSeconds(10));
    }

    private static void LeaveSentinel(ManualResetEventSlim finalized) => _ = new Sentinel(finalized);

    private sealed class Sentinel(ManualResetEventSlim finalized)
    {
        ~Sentinel()
        {
            try { finalized.Set(); }
            catch (ObjectDisposedException) { } // the wait was over before this was reached
        }
    }
}
