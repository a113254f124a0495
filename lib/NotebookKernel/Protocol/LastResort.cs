using System.Diagnostics;

namespace NotebookKernel.Protocol;

/// <summary>Sees to it that a process that was told to end does, whatever a cell's code does to stay.</summary>
internal static class LastResort
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    /// <summary>Kills the process unless it has ended by itself in time.</summary>
    public static void Start() => new Thread(() =>
    {
        Thread.Sleep(Patience);
        Process.GetCurrentProcess().Kill();
    })
    { IsBackground = true, Name = "last resort", Priority = ThreadPriority.Highest }.Start();
}
