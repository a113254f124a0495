using System.Runtime.InteropServices;

namespace NotebookKernel.Session;

/// <summary>
/// The calling thread's signal mask. The runtime (10.0, Linux) aborts a thread from within a signal handler that then
/// never returns. Two things stay behind: the signal is blocked, also in threads that this one starts, and the thread
/// is taken to have a signal pending. Either keeps the thread from being aborted again or suspended, and the next
/// garbage collection waits for ever. So the mask is put back at once, and an aborted thread runs nothing more.
/// </summary>
internal static partial class SignalMask
{
    private const int Replace = 2;

    /// <summary>The mask as it is; empty where there is nothing to restore.</summary>
    public static byte[] Save()
    {
        if (!OperatingSystem.IsLinux())
            return [];
        var mask = new byte[128]; // sigset_t
        _ = pthread_sigmask(Replace, null, mask);
        return mask;
    }

    /// <summary>Sets the mask back to what was saved.</summary>
    public static void Restore(byte[] mask)
    {
        if (mask.Length > 0)
            _ = pthread_sigmask(Replace, mask, null);
    }

    [LibraryImport("libc")]
    private static partial int pthread_sigmask(int how, [In] byte[]? set, [In, Out] byte[]? old);
}
