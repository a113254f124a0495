namespace TorchSharp;

/// <summary>What a dispose scope can hold without searching for it.</summary>
internal interface IScoped : IDisposable
{
    DisposeScope? Scope { get; set; }

    /// <summary>The object's place in its scope's list.</summary>
    int Slot { get; set; }
}

/// <summary>The scopes and the counts of the calling thread.</summary>
public class DisposeScopeManager
{
    public static ThreadDisposeScopeStatistics Statistics => ScopeState.Current.Statistics;
}

/// <summary>What one thread knows of scopes: its innermost one, and how many objects came and went.</summary>
internal sealed class ScopeState
{
    [ThreadStatic] private static ScopeState? current;

    public static ScopeState Current => current ??= new();

    public DisposeScope? Innermost { get; set; }

    public ThreadDisposeScopeStatistics Statistics { get; } = new();

    public void Created(IScoped created)
    {
        var counts = Statistics.For(created);
        if (Innermost is null)
        {
            counts.CreatedOutsideScopeCount++;
            return;
        }
        counts.CreatedInScopeCount++;
        Innermost.Add(created);
    }

    public void Ended(IScoped ended)
    {
        var counts = Statistics.For(ended);
        if (ended.Scope is null) counts.DisposedOutsideScopeCount++;
        else
        {
            counts.DisposedInScopeCount++;
            ended.Scope.MarkAsDisposed(ended);
        }
    }
}
