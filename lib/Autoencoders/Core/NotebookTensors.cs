using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Tensors of notebook cells. TorchSharp hands libtorch a tensor's address without keeping the tensor alive, so that a
/// collection may free what an operator still reads; and to the collector a tensor of any size weighs next to nothing.
/// So all tensors of a cell are held until it has ended, and those that nothing refers to then are freed, if they are
/// much.
/// </summary>
internal static class NotebookTensors
{
    private const long Much = 256 << 20; // bytes
    private const int LookEvery = 1000;  // milliseconds

    private static DisposeScope? cell;
    private static long collected, trimmed; // resident memory after the last collection, after the last trimming
    private static Timer? trimming;

    /// <summary>
    /// Holds what the thread makes from now on, if a notebook's cell runs: the kernel publishes its stop button and
    /// calls at its end.
    /// </summary>
    /// <returns>What holds them, or null outside a notebook.</returns>
    public static IDisposable? Hold()
    {
        if (AppContext.GetData("NotebookCancellation") is null) return null;
        cell = NewDisposeScope();
        collected = trimmed = Environment.WorkingSet;
        AppContext.SetData("NotebookCellEnded", (Action)Release);
        trimming ??= new Timer(_ => Trim(), null, LookEvery, LookEvery);
        return cell;
    }

    // What a long training frees lies in pieces between what it keeps, and the allocator takes new memory for the next
    // large tensor: optim.Adam's temporaries cost gigabytes that nothing used.
    private static void Trim()
    {
        if (Environment.WorkingSet - trimmed < Much) return;
        NativeSettings.GiveBack();
        trimmed = Environment.WorkingSet;
    }

    private static void Release()
    {
        Detach();
        if (Environment.WorkingSet - collected < Much) return;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        NativeSettings.GiveBack();
        collected = trimmed = Environment.WorkingSet;
    }

    // A method of its own: its list of all tensors must be gone when the collection starts.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Detach() => cell!.Detach([.. cell.DisposablesView]);
}
