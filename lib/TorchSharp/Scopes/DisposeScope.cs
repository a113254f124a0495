namespace TorchSharp;

/// <summary>Disposes, when it is itself disposed, every tensor that was made while it was its thread's innermost scope.</summary>
public sealed class DisposeScope : IDisposable
{
    private readonly ScopeState thread;
    private readonly List<IDisposable> disposables = [];
    private bool disposed;

    internal DisposeScope(ScopeState thread)
    {
        this.thread = thread;
        Outer = thread.Innermost;
        thread.Innermost = this;
    }

    internal DisposeScope? Outer { get; }

    public int DisposablesCount
    {
        get { lock (disposables) return disposables.Count; }
    }

    public IReadOnlyList<IDisposable> DisposablesView
    {
        get { lock (disposables) return disposables.ToArray(); }
    }

    public bool Contains(IDisposable disposable)
    {
        lock (disposables) return SlotOf(disposable) >= 0;
    }

    public void Attach(IDisposable disposable) => MoveTo(this, disposable);
    public void Attach(params IDisposable[] disposables) => MoveTo(this, disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        var list = disposables as IReadOnlyList<IDisposable> ?? disposables.ToList();
        MoveTo(this, list);
        return list;
    }

    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables) MoveFromHere(null, disposable);
    }

    public T Detach<T>(T disposable) where T : IDisposable
    {
        MoveFromHere(null, disposable);
        return disposable;
    }

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (Detach(first), Detach(second));

    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third) where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (Detach(first), Detach(second), Detach(third));

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOuter((IEnumerable<IDisposable>)disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables) MoveFromHere(Outer, disposable);
    }

    public T MoveToOuter<T>(T disposable) where T : IDisposable
    {
        MoveFromHere(Outer, disposable);
        return disposable;
    }

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second));

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third) where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) => MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables) MoveFromHere(scope, disposable);
    }

    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        MoveFromHere(scope, disposable);
        return disposable;
    }

    public (T1 first, T2 second) MoveToOther<T1, T2>(DisposeScope? scope, T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOther(scope, first), MoveToOther(scope, second));

    public (T1 first, T2 second, T3 third) MoveToOther<T1, T2, T3>(DisposeScope? scope, T1 first, T2 second, T3 third) where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (MoveToOther(scope, first), MoveToOther(scope, second), MoveToOther(scope, third));

    public void DisposeEverything()
    {
        IDisposable[] doomed;
        lock (disposables) doomed = [.. disposables];
        DisposeAll(doomed);
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var keep = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        IDisposable[] doomed;
        lock (disposables) doomed = disposables.Where(d => !keep.Contains(d)).ToArray();
        DisposeAll(doomed);
    }

    // Newest first: what is removed is then the end of the list.
    private void DisposeAll(IDisposable[] doomed)
    {
        List<Exception>? failures = null;
        for (var i = doomed.Length - 1; i >= 0; i--)
        {
            try
            {
                doomed[i].Dispose();
            }
            catch (Exception e)
            {
                (failures ??= []).Add(e);
            }
            if (doomed[i] is not IScoped { Scope: null }) Remove(doomed[i]);
        }
        if (failures is not null) throw new AggregateException("Some objects of the scope could not be disposed; the others were.", failures);
    }

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        DisposeEverythingBut([first, second]);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third) where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        DisposeEverythingBut([first, second, third]);
        return (first, second, third);
    }

    public void MarkAsDisposed(IDisposable disposable) => Remove(disposable);

    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        // Scopes inside this one that were never closed (an exception passed them by) close with it.
        if (IsOpenOn(thread)) thread.Innermost = Outer;
        DisposeEverything();
    }

    internal void Add(IDisposable disposable)
    {
        lock (disposables)
        {
            if (disposable is IScoped scoped)
            {
                scoped.Scope = this;
                scoped.Slot = disposables.Count;
            }
            disposables.Add(disposable);
        }
    }

    /// <summary>Moves from whatever scope holds them, or from none, to <paramref name="scope"/> (null: to none).</summary>
    internal static void MoveTo(DisposeScope? scope, params IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables)
        {
            if (disposable is null) continue;
            var from = (disposable as IScoped)?.Scope;
            if (from == scope && from is not null) continue;
            var counts = ScopeState.Current.Statistics.For(disposable);
            if (from is null && scope is not null) counts.AttachedToScopeCount++;
            if (from is not null && scope is null) counts.DetachedFromScopeCount++;
            from?.Remove(disposable);
            if (scope is not null && !(disposable is torch.Tensor { IsInvalid: true }) && !scope.Contains(disposable)) scope.Add(disposable);
        }
    }

    private void MoveFromHere(DisposeScope? scope, IDisposable disposable)
    {
        if (disposable is null) return;
        if (disposable is IScoped)
        {
            if (((IScoped)disposable).Scope == this) MoveTo(scope, disposable);
        }
        else if (Remove(disposable)) scope?.Add(disposable);
    }

    private bool IsOpenOn(ScopeState state)
    {
        for (var scope = state.Innermost; scope is not null; scope = scope.Outer) if (scope == this) return true;
        return false;
    }

    private bool Remove(IDisposable disposable)
    {
        lock (disposables)
        {
            var slot = SlotOf(disposable);
            if (slot < 0) return false;
            var last = disposables[^1];
            disposables[slot] = last;
            if (last is IScoped moved) moved.Slot = slot;
            disposables.RemoveAt(disposables.Count - 1);
            if (disposable is IScoped removed) removed.Scope = null;
            return true;
        }
    }

    private int SlotOf(IDisposable disposable) => disposable is IScoped scoped
        ? scoped.Scope == this ? scoped.Slot : -1
        : disposables.FindIndex(d => ReferenceEquals(d, disposable));
}
