using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>How many objects of one kind were made and disposed on a thread.</summary>
public class LifetimeStatistics
{
    public long CreatedOutsideScopeCount { get; internal set; }
    public long CreatedInScopeCount { get; internal set; }
    public long AttachedToScopeCount { get; internal set; }
    public long DetachedFromScopeCount { get; internal set; }
    public long DisposedOutsideScopeCount { get; internal set; }
    public long DisposedInScopeCount { get; internal set; }

    public long ThreadTotalLiveCount => CreatedOutsideScopeCount + CreatedInScopeCount - DisposedOutsideScopeCount - DisposedInScopeCount;

    public void Reset()
    {
        CreatedOutsideScopeCount = CreatedInScopeCount = AttachedToScopeCount = 0;
        DetachedFromScopeCount = DisposedOutsideScopeCount = DisposedInScopeCount = 0;
    }
}

/// <summary>The counts of a thread: tensors and packed sequences apart, and their sums.</summary>
public class ThreadDisposeScopeStatistics
{
    public LifetimeStatistics TensorStatistics { get; } = new();
    public LifetimeStatistics PackedSequenceStatistics { get; } = new();

    public long CreatedOutsideScopeCount => Sum(s => s.CreatedOutsideScopeCount);
    public long CreatedInScopeCount => Sum(s => s.CreatedInScopeCount);
    public long AttachedToScopeCount => Sum(s => s.AttachedToScopeCount);
    public long DetachedFromScopeCount => Sum(s => s.DetachedFromScopeCount);
    public long DisposedOutsideScopeCount => Sum(s => s.DisposedOutsideScopeCount);
    public long DisposedInScopeCount => Sum(s => s.DisposedInScopeCount);
    public long ThreadTotalLiveCount => Sum(s => s.ThreadTotalLiveCount);

    public void Reset()
    {
        TensorStatistics.Reset();
        PackedSequenceStatistics.Reset();
    }

    internal LifetimeStatistics For(IDisposable disposable) => disposable is Tensor ? TensorStatistics : PackedSequenceStatistics;

    private long Sum(Func<LifetimeStatistics, long> count) => count(TensorStatistics) + count(PackedSequenceStatistics);
}
