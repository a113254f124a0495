using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Data;

public class DataLoaderTests
{
    static TensorDataset Numbers(int count) => utils.data.TensorDataset(arange(count, ScalarType.Float32).unsqueeze(1), arange(count, ScalarType.Int64));

    static List<long[]> Labels(IterableDataLoader loader) => [.. loader.Select(batch => batch[1].data<long>().ToArray())];

    [Fact]
    public void Batches_come_in_order_and_the_last_may_be_smaller_or_left_out()
    {
        using var loader = utils.data.DataLoader(Numbers(7), 3);
        Assert.Equal([[0, 1, 2], [3, 4, 5], [6]], Labels(loader));
        Assert.Equal(3, loader.Count);
        using var whole = utils.data.DataLoader(Numbers(7), 3, drop_last: true);
        Assert.Equal([[0, 1, 2], [3, 4, 5]], Labels(whole));
        Assert.Equal(2, whole.Count);
    }

    [Fact]
    public void Shuffling_visits_every_example_once_and_a_seed_repeats_the_order()
    {
        using var loader = utils.data.DataLoader(Numbers(50), 8, shuffle: true, seed: 5);
        using var again = utils.data.DataLoader(Numbers(50), 8, shuffle: true, seed: 5);
        using var other = utils.data.DataLoader(Numbers(50), 8, shuffle: true, seed: 6);
        var order = Labels(loader).SelectMany(batch => batch).ToList();
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), order.Order());
        Assert.Equal(order, Labels(again).SelectMany(batch => batch));
        Assert.NotEqual(order, Labels(other).SelectMany(batch => batch));
    }

    [Fact]
    public void A_given_order_is_followed()
    {
        using var loader = utils.data.DataLoader(Numbers(5), 2, [4L, 0, 2]);
        Assert.Equal([[4, 0], [2]], Labels(loader));
    }

    sealed class Squares(int failAt = -1) : utils.data.Dataset
    {
        public bool Disposed { get; private set; }

        public override long Count => 6;

        public override Dictionary<string, Tensor> GetTensor(long index)
            => index == failAt ? throw new InvalidOperationException("no such example") : new() { ["x"] = tensor(new[] { (float)index }), ["y"] = tensor(index * index) };

        protected override void Dispose(bool disposing) => Disposed = true;
    }

    [Theory, InlineData(1), InlineData(3)]
    public void Workers_change_neither_the_batches_nor_their_order(int workers)
    {
        using var loader = utils.data.DataLoader(new Squares(), 4, num_worker: workers);
        var seen = new List<(long[], float[], long[])>();
        foreach (var batch in loader) seen.Add((batch["x"].shape, batch["x"].data<float>().ToArray(), batch["y"].data<long>().ToArray()));
        Assert.Equal([4, 1], seen[0].Item1);
        Assert.Equal([0f, 1, 2, 3], seen[0].Item2);
        Assert.Equal([16L, 25], seen[1].Item3);
    }

    [Theory, InlineData(1), InlineData(3)]
    public void A_failure_to_fetch_reaches_the_loop(int workers)
    {
        using var loader = utils.data.DataLoader(new Squares(failAt: 4), 2, num_worker: workers);
        Assert.Equal("no such example", Assert.Throws<InvalidOperationException>(() => loader.Count()).Message);
    }

    [Theory, InlineData(1), InlineData(2)]
    public void Batches_are_freed_as_the_loop_goes_on_even_if_it_is_left(int workers)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var data = new Squares();
        using var loader = utils.data.DataLoader(data, 2, num_worker: workers);
        var before = Tensor.TotalCount;
        Tensor? first = null;
        foreach (var batch in loader)
        {
            if (first is null) first = batch["x"];
            else
            {
                Assert.True(first.IsInvalid);
                break;
            }
        }
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Batches_can_be_kept()
    {
        using var scope = NewDisposeScope();
        using var loader = utils.data.DataLoader(Numbers(4), 2, disposeBatch: false);
        var batches = loader.ToList();
        Assert.Equal([0f, 1], batches[0][0].data<float>().ToArray());
    }

    [Fact]
    public void The_data_set_is_disposed_with_the_loader_unless_told_otherwise()
    {
        var (a, b) = (new Squares(), new Squares());
        utils.data.DataLoader(a, 2).Dispose();
        utils.data.DataLoader(b, 2, disposeDataset: false).Dispose();
        Assert.True(a.Disposed);
        Assert.False(b.Disposed);
    }

    [Fact]
    public void Misuse_is_named()
    {
        Assert.Contains("[2], [3]", Assert.Throws<ArgumentException>(() => utils.data.TensorDataset(zeros(2), zeros(3))).Message);
        Assert.Throws<ArgumentException>(() => utils.data.TensorDataset());
        Assert.Throws<ArgumentOutOfRangeException>(() => utils.data.DataLoader(Numbers(3), 0));
    }
}
