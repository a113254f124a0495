using System.Runtime;

namespace CSharpKernel.Session;

/// <summary>
/// The thread that runs cells. Code that follows an <c>await</c> returns to it when it is free, so that what lives per thread
/// (a native library's modes, its thread pools) is the same from cell to cell; when it is busy the thread pool takes the work,
/// so that a cell may block on a task without a deadlock.
/// </summary>
internal sealed class CellThread
{
    private readonly Lock gate = new();
    private readonly AutoResetEvent handed = new(false);
    private readonly ManualResetEventSlim free = new(true);
    private CellScheduler? scheduler;
    private Task? task;
    private volatile bool retired;

    public CellThread() => new Thread(Loop, 16 << 20) { IsBackground = true, Name = "cells" }.Start();

    /// <summary>Hands a task to the thread; false when it is busy.</summary>
    public bool TryTake(CellScheduler from, Task work)
    {
        lock (gate)
        {
            if (!free.IsSet)
                return false;
            (scheduler, task) = (from, work);
            free.Reset();
        }
        handed.Set();
        return true;
    }

    /// <summary>Waits until the thread has nothing to do; false when it still has after this time.</summary>
    public bool WaitUntilFree(TimeSpan timeout) => free.Wait(timeout);

    /// <summary>Lets the thread end when it is done with what it runs.</summary>
    public void Retire()
    {
        retired = true;
        handed.Set();
    }

    private void Loop()
    {
        while (handed.WaitOne() && !retired)
        {
            scheduler!.ExecuteAbortably(task!);
            lock (gate)
            {
                (scheduler, task) = (null, null);
                free.Set();
            }
        }
    }
}

/// <summary>Runs one cell's tasks so that they can be stopped from outside, also inside an endless loop.</summary>
/// <param name="thread">The thread that takes them if it is free.</param>
/// <param name="abort">Stops what runs.</param>
/// <param name="aborted">Is told when something was stopped: a task that is aborted never completes.</param>
internal sealed class CellScheduler(CellThread thread, CancellationToken abort, Action aborted) : TaskScheduler
{
    // The pool's threads are not aborted: a thread that has been must end (see SignalMask).
    protected override void QueueTask(Task task)
    {
        if (!thread.TryTake(this, task))
            ThreadPool.UnsafeQueueUserWorkItem(static work => work.Scheduler.TryExecuteTask(work.Task), (Scheduler: this, Task: task), preferLocal: false);
    }

    /// <summary>Runs a task on the calling thread, which is to end if it was aborted; after the abort, what is left of a cell runs on to clean up.</summary>
    public void ExecuteAbortably(Task task)
    {
        if (abort.IsCancellationRequested)
        {
            TryExecuteTask(task);
            return;
        }
        var signals = SignalMask.Save();
        try
        {
#pragma warning disable SYSLIB0046 // The one means to stop a loop that observes no token; the cell's state is the user's own.
            ControlledExecution.Run(() => TryExecuteTask(task), abort);
#pragma warning restore SYSLIB0046
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            // First of all: whoever is told of the abort may start threads, which inherit the mask.
            SignalMask.Restore(signals);
            aborted();
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
