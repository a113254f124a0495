using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// A factor of variation: what it is called and the values that it takes, in order; an image has one of them, by its
/// number.
/// </summary>
/// <param name="Name">What varies.</param>
/// <param name="Values">The values, at least one.</param>
public sealed record Factor(string Name, IReadOnlyList<double> Values)
{
    /// <summary>So many values at even distances, both ends among them.</summary>
    public static Factor Even(string name, double first, double last, int count) =>
        new(name,
            [.. Enumerable.Range(0, count).Select(i => count == 1 ? first : first + (last - first) * i / (count - 1))]);
}

/// <summary>
/// All combinations of some factors' values, numbered from 0; the last factor changes fastest. An image is named by
/// that number, or by the numbers of its factors' values, its classes.
/// </summary>
/// <remarks>Chapter 12, <i>Information between a code and a factor</i>.</remarks>
public sealed class FactorSpace
{
    private readonly int[] strides;

    /// <summary>The combinations of these factors.</summary>
    /// <exception cref="ArgumentException">There is no factor, one has no value, or there are 2³¹ combinations or
    /// more.</exception>
    public FactorSpace(params IReadOnlyList<Factor> factors)
    {
        var count = factors.Aggregate(1.0, (product, factor) => product * factor.Values.Count);
        if (factors.Count == 0 || count is < 1 or > int.MaxValue)
            throw new ArgumentException($"Factors must have between 1 "
                + $"and {int.MaxValue} combinations; {factors.Count} factors "
                + $"with {string.Join(" × ", factors.Select(factor => factor.Values.Count))} values "
                + $"have {(factors.Count == 0 ? 0 : count)}.", nameof(factors));
        Factors = factors;
        Count = (int)count;
        strides = new int[factors.Count];
        for (int k = factors.Count - 1, stride = 1; k >= 0; stride *= factors[k--].Values.Count)
            strides[k] = stride;
    }

    /// <summary>The factors, slowest first.</summary>
    public IReadOnlyList<Factor> Factors { get; }

    /// <summary>The number of combinations.</summary>
    public int Count { get; }

    /// <summary>The class of one factor in a combination.</summary>
    public int Class(int index, int factor) => (uint)index >= (uint)Count
        ? throw new ArgumentOutOfRangeException(nameof(index), index,
            $"There are {Count} combinations, numbered from 0.")
        : (uint)factor >= (uint)Factors.Count
        ? throw new ArgumentOutOfRangeException(nameof(factor), factor,
            $"There are {Factors.Count} factors, numbered from 0.")
        : index / strides[factor] % Factors[factor].Values.Count;

    /// <summary>The classes of combinations: int64 (n) to int64 (n, k).</summary>
    /// <exception cref="ArgumentException">The index is no vector of the numbers of combinations.</exception>
    public Tensor Classes(Tensor index)
    {
        var numbers = Numbers(index);
        var classes = new long[numbers.Length * Factors.Count];
        for (var i = 0; i < numbers.Length; i++)
            for (var k = 0; k < Factors.Count; k++)
                classes[i * Factors.Count + k] = Class((int)numbers[i], k);
        return tensor(classes, [numbers.Length, Factors.Count], device: Compute.Device);
    }

    /// <summary>The combinations of classes: int64 (n, k) to int64 (n).</summary>
    /// <exception cref="ArgumentException">A factor lacks such a value, or there are other than k.</exception>
    public Tensor Index(Tensor classes)
    {
        if (classes.dim() != 2 || classes.shape[1] != Factors.Count || classes.dtype != int64)
            throw new ArgumentException($"Classes are int64, (n, {Factors.Count}); these "
                + $"are {classes.dtype}, ({string.Join(", ", classes.shape)}).", nameof(classes));
        using var plain = classes.cpu().contiguous();
        using var elements = plain.data<long>();
        var all = elements.ToArray();
        var index = new long[classes.shape[0]];
        for (var i = 0; i < all.Length; i++)
        {
            var k = i % Factors.Count;
            if (all[i] < 0 || all[i] >= Factors[k].Values.Count)
                throw new ArgumentException(
                    $"{Factors[k].Name} has the classes 0 to {Factors[k].Values.Count - 1}; {all[i]} is none.",
                    nameof(classes));
            index[i / Factors.Count] += all[i] * strides[k];
        }
        return tensor(index, device: Compute.Device);
    }

    /// <summary>The factors' values: numbers of combinations, int64 (n), to float32 (n, k).</summary>
    /// <exception cref="ArgumentException">The index is no vector of the numbers of combinations.</exception>
    public Tensor Values(Tensor index)
    {
        var numbers = Numbers(index);
        var values = new float[numbers.Length * Factors.Count];
        for (var i = 0; i < numbers.Length; i++)
            for (var k = 0; k < Factors.Count; k++)
                values[i * Factors.Count + k] = (float)Factors[k].Values[Class((int)numbers[i], k)];
        return tensor(values, [numbers.Length, Factors.Count], device: Compute.Device);
    }

    /// <summary>
    /// Combinations drawn evenly and independently, int64 (count): each factor is uniform and independent of the
    /// others.
    /// </summary>
    public Tensor Sample(int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var random = new SplitMix64((uint)seed);
        var index = new long[count];
        for (var i = 0; i < count; i++) index[i] = random.Below(Count);
        return tensor(index, device: Compute.Device);
    }

    /// <summary>
    /// All combinations in a random order, or the first <paramref name="count"/> of it, int64: none twice.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public Tensor Shuffled(int seed, int? count = null)
    {
        var wanted = count ?? Count;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(wanted, nameof(count));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wanted, Count, nameof(count));
        var random = new SplitMix64((uint)seed, 1);
        var order = new long[Count];
        for (var i = 0; i < Count; i++) order[i] = i;
        for (var i = 0; i < wanted; i++) // the beginning of Fisher and Yates
        {
            var chosen = i + random.Below(Count - i);
            (order[i], order[chosen]) = (order[chosen], order[i]);
        }
        return tensor(order[..wanted], device: Compute.Device);
    }

    /// <summary>The numbers of combinations that a vector names.</summary>
    internal long[] Numbers(Tensor index)
    {
        if (index.dim() != 1 || index.dtype != int64)
            throw new ArgumentException(
                $"An index is int64, (n); this is {index.dtype}, ({string.Join(", ", index.shape)}).", nameof(index));
        using var plain = index.cpu().contiguous();
        using var elements = plain.data<long>();
        var numbers = elements.ToArray();
        foreach (var number in numbers)
            if (number < 0 || number >= Count)
                throw new ArgumentException($"There are {Count} combinations, numbered from 0; {number} is none.",
                    nameof(index));
        return numbers;
    }
}
