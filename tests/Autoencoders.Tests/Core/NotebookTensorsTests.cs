using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Core;

/// <summary>Plays a notebook kernel: it publishes a stop button and says that a cell has ended.</summary>
public sealed class NotebookTensorsTests : IDisposable
{
    private IDisposable? held;

    public void Dispose()
    {
        AppContext.SetData("NotebookCancellation", null);
        AppContext.SetData("NotebookCellEnded", null);
        held?.Dispose();
    }

    [Fact]
    public void What_a_cell_makes_lives_to_the_cells_end_whatever_the_collector_does()
    {
        AppContext.SetData("NotebookCancellation", CancellationToken.None);
        held = NotebookTensors.Hold();
        var before = LiveTensors.Settle();
        Forget(100);
        Assert.Equal(before + 100, LiveTensors.Settle());
        ((Action)AppContext.GetData("NotebookCellEnded")!)();
        Assert.Equal(before, LiveTensors.Settle());
    }

    [Fact]
    public void Much_that_nothing_refers_to_is_freed_at_the_cells_end_and_what_is_kept_stays()
    {
        AppContext.SetData("NotebookCancellation", CancellationToken.None);
        LiveTensors.Settle();
        NativeSettings.GiveBack(); // tensors that lie where others were freed would not let the process grow
        held = NotebookTensors.Hold();
        var kept = full(10, 3f);
        var before = Tensor.TotalCount;
        Forget(20, 8 << 20); // 640 MB
        ((Action)AppContext.GetData("NotebookCellEnded")!)();
        Assert.Equal(before, Tensor.TotalCount);
        Assert.Equal(30, kept.sum().item<float>());
    }

    [Fact]
    public void Outside_a_notebook_nothing_is_held()
    {
        Assert.Null(NotebookTensors.Hold());
        Assert.Null(AppContext.GetData("NotebookCellEnded"));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(int count, long size = 10)
    {
        for (var i = 0; i < count; i++) _ = ones(size);
    }
}
