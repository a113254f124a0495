namespace TorchSharp;

public static partial class torch
{
    public static DisposeScope NewDisposeScope() => new(ScopeState.Current);

    public static DisposeScope? CurrentDisposeScope => ScopeState.Current.Innermost;

    /// <summary>Evaluates in a scope of its own and keeps only the result.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }

    public partial class Tensor
    {
        public Tensor MoveToOuterDisposeScope()
        {
            ((IScoped)this).Scope?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(DisposeScope other)
        {
            DisposeScope.MoveTo(other, this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other)
        {
            DisposeScope.MoveTo(((IScoped)other).Scope, this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            DisposeScope.MoveTo(null, this);
            return this;
        }

        public Tensor DetatchFromDisposeScope() => DetachFromDisposeScope();
    }
}
