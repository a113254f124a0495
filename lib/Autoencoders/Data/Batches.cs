namespace Autoencoders;

/// <summary>
/// Images in batches, in a new random order each epoch. The order follows from the seed and the epoch alone and draws
/// on no other generator, so that evaluating, or resuming at a later epoch, changes nothing.
/// </summary>
/// <remarks>Chapter 1, <i>Training</i>.</remarks>
/// <param name="data">The images.</param>
/// <param name="batchSize">How many are in a batch.</param>
/// <param name="seed">Determines the orders.</param>
/// <param name="dropLast">Whether a last batch with fewer images is left out.</param>
public sealed class Batches(ImageData data, int batchSize, int seed = 0, bool dropLast = false)
{
    /// <summary>The number of batches in an epoch.</summary>
    public int PerEpoch { get; } = Count(data.Count, batchSize, dropLast);

    /// <summary>How many batches <paramref name="images"/> images make.</summary>
    /// <exception cref="ArgumentException">They make none.</exception>
    public static int Count(int images, int batchSize, bool dropLast = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        var count = images < 1 ? 0 : dropLast ? images / batchSize : (images - 1) / batchSize + 1;
        return count > 0 ? count
            : throw new ArgumentException($"{images} images do not fill one batch of {batchSize}.", nameof(batchSize));
    }

    /// <summary>
    /// The batches of one epoch, each image in at most one of them. A batch's tensors live until the next is asked for.
    /// </summary>
    public IEnumerable<Batch> Epoch(int epoch)
    {
        var random = new SplitMix64((uint)seed, (uint)epoch);
        var order = InDataOrder();
        for (var left = order.Length; left > 1; left--) // Fisher and Yates
        {
            var chosen = random.Below(left);
            (order[left - 1], order[chosen]) = (order[chosen], order[left - 1]);
        }
        return Cut(order);
    }

    /// <summary>The batches in the order of the data. A batch's tensors live until the next is asked for.</summary>
    public IEnumerable<Batch> InOrder() => Cut(InDataOrder());

    private long[] InDataOrder()
    {
        var order = new long[data.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        return order;
    }

    private IEnumerable<Batch> Cut(long[] order)
    {
        for (var i = 0; i < PerEpoch; i++)
        {
            using var batch =
                new Batch(data, order.AsSpan(i * batchSize, Math.Min(batchSize, order.Length - i * batchSize)));
            yield return batch;
        }
    }
}
