using static TorchSharp.torch;

namespace Autoencoders.Tests.Core;

/// <summary>The count of live tensors, which belongs to the process.</summary>
internal static class LiveTensors
{
    /// <summary>
    /// Frees what earlier tests left undisposed, so that it does not vanish in between, and returns the count.
    /// </summary>
    public static long Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        // The room that the collector keeps for later is no leak.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Tensor.TotalCount;
    }
}
