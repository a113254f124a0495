using static TorchSharp.torch;

namespace TorchSharp.Tests;

public class ScopeTests
{
    [Fact]
    public void Nested_scopes_dispose_their_own_and_hand_over_what_is_moved()
    {
        Tensor inner, moved;
        using (var outer = NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                inner = ones(2);
                moved = ones(2).MoveToOuterDisposeScope();
            }
            Assert.True(inner.IsInvalid);
            Assert.True(outer.Contains(moved));
            Assert.Equal(1, outer.DisposablesCount);
        }
        Assert.True(moved.IsInvalid);
    }

    [Fact]
    public void A_detached_tensor_outlives_every_scope()
    {
        Tensor kept;
        using (NewDisposeScope())
        using (NewDisposeScope()) kept = ones(2).DetachFromDisposeScope();
        Assert.Equal(2, kept.sum().item<float>());
    }

    [Fact]
    public void An_exception_closes_the_scopes_it_passes()
    {
        Tensor? lost = null;
        void Fails()
        {
            using var outer = NewDisposeScope();
            NewDisposeScope(); // never closed itself
            lost = ones(2);
            throw new DivideByZeroException();
        }
        Assert.Throws<DivideByZeroException>(Fails);
        Assert.Null(CurrentDisposeScope);
        lost!.Dispose();
    }

    [Fact]
    public void Everything_but_what_is_kept_goes()
    {
        using var scope = NewDisposeScope();
        var (a, b, c) = (ones(1), ones(1), ones(1));
        Assert.Same(b, scope.DisposeEverythingBut(b));
        Assert.Equal((true, false, true), (a.IsInvalid, b.IsInvalid, c.IsInvalid));
        Assert.Equal([b], scope.DisposablesView);
    }

    [Fact]
    public void Any_disposable_can_be_attached_and_moved()
    {
        var stream = new MemoryStream();
        using (var outer = NewDisposeScope())
        {
            using (var inner = NewDisposeScope())
            {
                inner.Attach(stream);
                inner.MoveToOuter(stream);
            }
            Assert.True(stream.CanRead);
        }
        Assert.False(stream.CanRead);
    }

    [Fact]
    public void Statistics_count_what_is_made_and_disposed_in_and_out_of_scopes()
    {
        var counts = DisposeScopeManager.Statistics.TensorStatistics;
        counts.Reset();
        ones(1).Dispose();
        using (NewDisposeScope())
        {
            ones(1).Dispose();
            ones(1).DetachFromDisposeScope().Dispose();
        }
        Assert.Equal((1, 2), (counts.CreatedOutsideScopeCount, counts.CreatedInScopeCount));
        Assert.Equal((1, 2, 1), (counts.DisposedInScopeCount, counts.DisposedOutsideScopeCount, counts.DetachedFromScopeCount));
        Assert.Equal(0, counts.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_scope_belongs_to_its_thread()
    {
        using var scope = NewDisposeScope();
        Tensor? elsewhere = null;
        var thread = new Thread(() => elsewhere = ones(2));
        thread.Start();
        thread.Join();
        Assert.False(scope.Contains(elsewhere!));
    }

    [Fact]
    public void Operations_in_place_return_another_object_for_the_same_tensor()
    {
        var t = zeros(2);
        using (NewDisposeScope()) t.add_(1);
        Assert.Equal([1f, 1], t.data<float>().ToArray());
    }
}
