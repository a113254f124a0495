using System.Collections;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Batches of a data set, in its order, in a random one, or in a given one; with several workers the next batches are made ahead, on other threads.</summary>
public class DataLoader<T, S> : IEnumerable<S>, IDisposable
{
    readonly Func<long[], S>? _whole;

    public DataLoader(utils.data.Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, Device, S> collate_fn, IEnumerable<long> shuffler, Device? device = null,
        int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
        : this(dataset, batchSize, collate_fn, shuffler, device, num_worker, drop_last, disposeBatch, disposeDataset, null) { }

    public DataLoader(utils.data.Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, Device, S> collate_fn, bool shuffle = false, Device? device = null, int? seed = null,
        int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
        : this(dataset, batchSize, collate_fn, Order(dataset, shuffle, seed), device, num_worker, drop_last, disposeBatch, disposeDataset, null) { }

    private protected DataLoader(utils.data.Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, Device, S> collate_fn, IEnumerable<long> sampler, Device? device,
        int num_worker, bool drop_last, bool disposeBatch, bool disposeDataset, Func<long[], S>? whole)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(collate_fn);
        if (batchSize <= 0) throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, "A batch has at least one example.");
        if (num_worker <= 0) throw new ArgumentOutOfRangeException(nameof(num_worker), num_worker, "There is at least one worker.");
        (this.dataset, batch_size, this.collate_fn, this.sampler, Device) = (dataset, batchSize, collate_fn, sampler, device ?? CPU);
        (num_workers, this.drop_last, DisposeBatch, DisposeDataset, _whole) = (num_worker, drop_last, disposeBatch, disposeDataset, whole);
    }

    public utils.data.Dataset<T> dataset { get; }
    public int batch_size { get; }
    public bool drop_last { get; }
    public IEnumerable<long> sampler { get; }
    public int num_workers { get; }
    public Device Device { get; }

    /// <summary>Whether a batch's tensors are freed when the next one is asked for.</summary>
    public bool DisposeBatch { get; }

    /// <summary>Whether the data set is disposed with the loader.</summary>
    public bool DisposeDataset { get; }

    public Func<IEnumerable<T>, Device, S> collate_fn { get; }

    /// <summary>The number of batches.</summary>
    public long Count => drop_last ? dataset.Count / batch_size : (dataset.Count + batch_size - 1) / batch_size;

    private protected static IEnumerable<long> Order(utils.data.Dataset<T> dataset, bool shuffle, int? seed)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return shuffle ? new FisherYatesShuffler(dataset.Count, seed) : InOrder(dataset.Count);
    }

    static IEnumerable<long> InOrder(long count)
    {
        for (long i = 0; i < count; i++) yield return i;
    }

    readonly record struct Made(S Batch, IReadOnlyList<IDisposable> Parts);

    Made Make(long[] indices)
    {
        using var scope = NewDisposeScope();
        var batch = _whole is not null ? _whole(indices) : collate_fn([.. indices.Select(dataset.GetTensor)], Device);
        IDisposable[] parts = [.. scope.DisposablesView];
        scope.Detach(parts);
        return new(batch, parts);
    }

    public IEnumerator<S> GetEnumerator()
    {
        var batches = sampler.Chunk(batch_size).Where(indices => !drop_last || indices.Length == batch_size).GetEnumerator();
        var ahead = new Queue<Task<Made>>();
        IReadOnlyList<IDisposable> last = [];
        try
        {
            while (true)
            {
                if (num_workers > 1)
                    while (ahead.Count < num_workers && batches.MoveNext())
                    {
                        var indices = batches.Current;
                        ahead.Enqueue(Task.Run(() => Make(indices)));
                    }
                Made made;
                if (ahead.TryDequeue(out var next)) made = next.GetAwaiter().GetResult();
                else if (num_workers == 1 && batches.MoveNext()) made = Make(batches.Current);
                else yield break;

                if (DisposeBatch) Release(last);
                else CurrentDisposeScope?.Attach(made.Parts);
                last = made.Parts;
                yield return made.Batch;
            }
        }
        finally
        {
            if (DisposeBatch) Release(last);
            foreach (var task in ahead)
                if (task.ContinueWith(done => done.IsCompletedSuccessfully, TaskScheduler.Default).Result) Release(task.Result.Parts);
            batches.Dispose();
        }
    }

    static void Release(IReadOnlyList<IDisposable> parts)
    {
        foreach (var part in parts) part.Dispose();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing && DisposeDataset) dataset.Dispose();
    }
}
