using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace TorchSharp;

/// <summary>Carries an exception of a managed callback through native frames: they see a key, the caller gets the exception.</summary>
internal static class Callbacks
{
    private static readonly ConcurrentDictionary<long, ExceptionDispatchInfo> pending = new();
    private static long last;

    /// <summary>Keeps the exception; the returned key is never 0.</summary>
    public static long Keep(Exception exception)
    {
        var key = Interlocked.Increment(ref last);
        pending[key] = ExceptionDispatchInfo.Capture(exception);
        return key;
    }

    public static void Rethrow(long key)
    {
        if (pending.TryRemove(key, out var kept)) kept.Throw();
    }
}
