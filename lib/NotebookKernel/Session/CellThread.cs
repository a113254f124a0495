using System.Runtime;

namespace NotebookKernel.Session;

/// <summary>
/// The thread that runs cells. Code that follows an <c>await</c> returns to it, so that what lives per thread (a native
/// library's modes, its thread pools) is the same from cell to cell. Where that code would wait for what the thread
/// itself waits for, the thread pool takes it, so that a cell may block on a task without a deadlock.
/// </summary>
internal sealed class CellThread
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    // A thread that is blocked is seen to be; one that spins or sits in native code is only seen not to come back.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private readonly Queue<(CellScheduler Scheduler, Task Task)> waiting = new();
    private readonly AutoResetEvent handed = new(false);
    private readonly ManualResetEventSlim free = new(true);
    private readonly Thread thread;
    private readonly Timer watch;
    private volatile bool executing;
    private TimeSpan waited;
    private bool stuck;
    private bool retired;

    public CellThread()
    {
        watch = new Timer(_ => Watch());
        thread = new Thread(Loop, 16 << 20) { IsBackground = true, Name = "cells" };
        thread.Start();
    }

    /// <summary>Runs a task on the thread when it is free, or on the pool when the thread does not become so.</summary>
    public void Add(CellScheduler scheduler, Task task)
    {
        lock (gate)
        {
            if (!retired && !(stuck && IsBlocked) && !task.CreationOptions.HasFlag(TaskCreationOptions.LongRunning))
            {
                waiting.Enqueue((scheduler, task));
                if (free.IsSet)
                {
                    free.Reset();
                    handed.Set();
                }
                else if (waiting.Count == 1)
                {
                    watch.Change(Look, Look);
                }
                return;
            }
        }
        scheduler.ExecuteOnPool(task);
    }

    /// <summary>Waits until the thread has nothing to do; false when it still has after this time.</summary>
    public bool WaitUntilFree(TimeSpan timeout) => free.Wait(timeout);

    /// <summary>Lets the thread end when it is done with what it runs; the pool takes the rest.</summary>
    public void Retire()
    {
        lock (gate)
        {
            retired = true;
            GiveAway();
        }
        handed.Set();
    }

    private bool IsBlocked => waited >= Patience || thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin);

    private void Loop()
    {
        while (handed.WaitOne())
        {
            while (Next() is { } next)
            {
                executing = true;
                var aborted = !next.Scheduler.TryExecuteAbortably(next.Task);
                executing = false;
                if (aborted)
                {
                    Retire();
                    return;
                }
            }
            lock (gate)
                if (retired)
                    return;
        }
    }

    private (CellScheduler Scheduler, Task Task)? Next()
    {
        lock (gate)
        {
            stuck = false;
            waited = TimeSpan.Zero;
            var next = waiting.TryDequeue(out var first) ? first : default((CellScheduler, Task)?);
            if (next is null)
                free.Set();
            if (waiting.Count == 0)
                watch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return next;
        }
    }

    // While something waits: is the thread on its way to it, or blocked?
    private void Watch()
    {
        lock (gate)
        {
            waited += Look;
            if (!executing || waiting.Count == 0 || !IsBlocked)
                return;
            stuck = true;
            GiveAway();
        }
    }

    private void GiveAway()
    {
        watch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        while (waiting.TryDequeue(out var next))
            next.Scheduler.ExecuteOnPool(next.Task);
    }
}

/// <summary>Runs one cell's tasks so that they can be stopped from outside, also inside an endless loop.</summary>
/// <param name="thread">The thread that takes them.</param>
/// <param name="abort">Stops what runs.</param>
/// <param name="aborted">Is told when something was stopped: a task that is aborted never completes.</param>
internal sealed class CellScheduler(CellThread thread, CancellationToken abort, Action aborted) : TaskScheduler
{
    protected override void QueueTask(Task task) => thread.Add(this, task);

    /// <summary>
    /// Runs a task on the pool, whose threads are not aborted: a thread that has been must end (see SignalMask).
    /// </summary>
    public void ExecuteOnPool(Task task) =>
        ThreadPool.UnsafeQueueUserWorkItem(static work => work.Scheduler.TryExecuteTask(work.Task),
            (Scheduler: this, Task: task), preferLocal: false);

    /// <summary>
    /// Runs a task on the calling thread; false when it was aborted, and the thread is to end. After the abort, what is
    /// left of a cell runs on to clean up.
    /// </summary>
    public bool TryExecuteAbortably(Task task)
    {
        if (abort.IsCancellationRequested)
        {
            TryExecuteTask(task);
            return true;
        }
        var signals = SignalMask.Save();
        try
        {
            // The one means to stop a loop that observes no token; the cell's state is the user's own.
#pragma warning disable SYSLIB0046
            ControlledExecution.Run(() => TryExecuteTask(task), abort);
#pragma warning restore SYSLIB0046
            return true;
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            // First of all: whoever is told of the abort may start threads, which inherit the mask.
            SignalMask.Restore(signals);
            aborted();
            return false;
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
