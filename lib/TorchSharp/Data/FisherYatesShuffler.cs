using System.Collections;

namespace TorchSharp.Utils;

/// <summary>The numbers from 0 up to, not including, size in a random order; with a seed, in the same one each time.</summary>
public sealed class FisherYatesShuffler(long size, int? seed = null) : IEnumerable<long>
{
    public IEnumerator<long> GetEnumerator()
    {
        var random = seed is { } s ? new Random(s) : new Random();
        var order = new long[size];
        for (long i = 0; i < size; i++) order[i] = i;
        for (var i = size - 1; i >= 0; i--)
        {
            var j = random.NextInt64(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
            yield return order[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
