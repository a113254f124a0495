using System.Diagnostics;
using Autoencoders;
using Course.Running;

namespace Course.Sweeping;

/// <summary>One run of a sweep while it runs in a process of its own: where it stands, and what went wrong.</summary>
internal sealed class SweepRun(RunConfiguration configuration)
{
    private readonly Stopwatch watch = new();

    public RunConfiguration Configuration { get; } = configuration;

    public RunStatus Status { get; private set; }

    public TimeSpan Elapsed => watch.Elapsed;

    /// <summary>What the process last said: its progress, or why it failed.</summary>
    public string Text { get; set; } = "";

    public void Start()
    {
        Status = RunStatus.Running;
        watch.Start();
    }

    public void End(RunStatus status)
    {
        Status = status;
        watch.Stop();
    }
}
